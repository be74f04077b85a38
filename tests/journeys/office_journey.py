# SPDX-License-Identifier: EUPL-1.2
"""The office's commands as staff run them, without a window: setup with the recovery sheet typed
back, staff added, changed and revoked, keys rotated, wrong passphrases put off, a second kiosk
enrolled and revoked."""
import os
import re
import subprocess
import tempfile

from driver import Failed, PROGRAM

LINE = re.compile(r"^   (\d)   (\S.*)$", re.M)
ASKED = re.compile(r"Type line (\d) of the recovery sheet: $")
ROOT, RECEPTION, COUNSELLING = "root words long", "reception words", "counselling words"


def check(truth, what):
    if not truth:
        raise Failed(what)


class Office:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="journey-office-")
        self.data = os.path.join(self.folder, "data")
        self.settings = os.path.join(self.folder, "settings.toml")
        with open(self.settings, "w", encoding="utf-8") as out:
            out.write(f'[data]\nfolder = "{self.data}"\n')

    def command(self, *words):
        return [PROGRAM, "--settings", self.settings, *words]

    def run(self, words, *typed):
        """The command's output; `typed` are the lines on its standard input."""
        done = subprocess.run(self.command(*words), input="".join(line + "\n" for line in typed),
                              capture_output=True, text=True, timeout=120, check=False)
        return done.returncode, done.stdout + done.stderr

    def tries(self):
        with open(self.data + "/desk/unlock.tries", encoding="utf-8") as file:
            return file.read()

    def set_up(self):
        """Copies the sheet's lines from the terminal, mistypes the first one that is asked for."""
        process = subprocess.Popen(self.command("setup"), stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for passphrase in (ROOT, RECEPTION, COUNSELLING):
            process.stdin.write(f"{passphrase}\n{passphrase}\n")
        process.stdin.flush()
        said, lines, answers = "", {}, 0
        while character := process.stderr.read(1):
            said += character
            lines.update(LINE.findall(said))
            asked = ASKED.search(said)
            if not asked:
                continue
            check(not os.path.exists(self.data + "/office/office.card"),
                  "the office is there before the sheet was typed back")
            line = lines[asked.group(1)]
            process.stdin.write((line[:-1] + "B" if answers == 0 else line.lower()) + "\n")
            process.stdin.flush()
            said, answers = said + "\n", answers + 1
        check(process.wait(120) == 0, "setup failed: " + said)
        check(answers == 3 and "mistyped" in said, "the sheet wasn't asked back as it should")
        return lines


def fingerprint(out):
    return re.search(r'"([0-9A-F ]{39})"', out).group(1)


def publish_own_pages(office):
    """A page of the office's own, in two languages; one with a link to nowhere is not signed."""
    folder = tempfile.mkdtemp(prefix="journey-pages-")

    def write(name, text):
        with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
            out.write(text)
    write("treffen.md", "---\ntitle: Treffen\ngroup: information\nedition: 1\n---\n"
          "Siehe [hier](nirgends.md).\n")
    code, out = office.run(["pages", "publish", folder], ROOT)
    check(code == 1 and "nirgends" in out, "a link to nowhere was signed: " + out)
    write("treffen.md", "---\ntitle: Treffen\ngroup: information\nedition: 1\n---\n"
          "Siehe [Duldung](duldung.md).\n")
    write("treffen.fr.md", "---\ntitle: Rencontre\nedition: 1\n---\nVenez.\n")
    code, out = office.run(["pages", "publish", folder], ROOT)
    check(code == 0 and "treffen" in out, out)


def enrol_and_lose_a_second_kiosk(office):
    """Two machines and a stick; what is compared by people is taken from what each one shows."""
    machine, stick = Office(), tempfile.mkdtemp(prefix="journey-stick-")
    code, out = office.run(["enrol", "invite", stick])
    check(code == 0, out)
    code, refused = machine.run(["enrol", "request", stick, "kiosk-2", "0000 " * 8])
    check(code == 1 and "refused" in refused, "a wrong fingerprint was taken: " + refused)
    code, out = machine.run(["enrol", "request", stick, "kiosk-2", fingerprint(out)])
    check(code == 0, out)
    code, early = machine.run(["enrol", "finish", stick])
    check(code == 1 and "not found" in early, early)
    code, out = office.run(["enrol", "accept", stick, "kiosk-2", fingerprint(out)], ROOT)
    check(code == 0, out)
    code, out = machine.run(["enrol", "finish", stick])
    check(code == 0, out)
    check(os.path.exists(machine.data + "/kiosk/kiosk.card"), "no card on the new machine")
    forms = [name for name in os.listdir(machine.data + "/kiosk/forms") if name.endswith(".form")]
    check(forms, "the new kiosk has no form")
    check(os.path.exists(machine.data + "/kiosk/pages.bundle"), "the new kiosk lacks own pages")
    check(not any(name.endswith((".key", ".age")) for _, _, names in os.walk(stick)
                  for name in names), "a secret lies on the stick")
    code, out = office.run(["enrol", "revoke", "kiosk-2"], ROOT)
    check(code == 0, out)
    code, out = office.run(["enrol", "list"])
    check(re.search(r"kiosk-1 +active", out) and re.search(r"kiosk-2 +revoked", out), out)


def main():
    office = Office()
    lines = office.set_up()
    check(len(lines) == 4, f"four lines on the sheet: {lines}")
    check(not any("recovery" in name for _, _, names in os.walk(office.data) for name in names),
          "the recovery key lies in a file")

    code, out = office.run(["staff", "add", "anna", "counselling"], ROOT, "annas words 1",
                           "annas words 1", COUNSELLING)
    check(code == 0, out)
    code, out = office.run(["staff", "change", "anna"], "annas words 1", "annas words 2",
                           "annas words 2")
    check(code == 0, out)
    code, out = office.run(["staff", "change", "anna"], "annas words 1", "x" * 12, "x" * 12)
    check(code != 0 and "wrong" in out, "the old passphrase still works: " + out)
    check("wrong: 0000001\n" in office.tries(), "a wrong passphrase wasn't counted across commands")
    code, out = office.run(["staff", "change", "anna"], "annas words 2", "annas words 3",
                           "annas words 3")
    check(code == 0, out)
    check("wrong: 0000000\n" in office.tries(), "a right passphrase didn't reset the count")
    code, out = office.run(["staff", "add", "bernd", "boss"], ROOT)
    check(code != 0, "a role that isn't one")
    code, out = office.run(["keys", "rotate"], ROOT)
    check(code == 0, out)
    code, out = office.run(["staff", "revoke", "anna"], ROOT)
    check(code == 0, out)
    code, out = office.run(["staff", "list"])
    check(re.search(r"anna +counselling +revoked", out), out)
    code, out = office.run(["keys", "list"])
    check(len(out.splitlines()) == 3 and out.count("kiosks seal to it") == 1, out)
    newest = out.split()[0]
    code, out = office.run(["verify"], COUNSELLING)
    check(code == 0 and "0 damaged" in out and "audit head: 0 " in out, out)
    stick = os.path.join(office.folder, "stick")
    code, out = office.run(["sync", "--to", stick])
    check(code == 1 and "unreachable" in out, out)
    os.mkdir(stick)
    code, out = office.run(["sync", "--to", stick])
    check(code == 0 and "0 records are on the stick" in out, out)
    code, out = office.run(["sync", "--from", stick], "wrong words")
    check(code == 1 and not os.path.exists(stick + "/kiosk-1.receipt"), out)
    code, out = office.run(["sync", "--from", stick], RECEPTION)
    check(code == 0 and "1 receipts written" in out, out)
    code, out = office.run(["sync", "--to", stick])
    check(code == 0 and not os.path.exists(stick + "/kiosk-1.receipt"), out)
    code, out = office.run(["figures"], RECEPTION)
    check(code == 0 and "quarter,what,value,count" in out, out)
    pdf = os.path.join(office.folder, "figures.pdf")
    code, out = office.run(["figures", "--pdf", pdf], RECEPTION)
    check(code == 1 and "no quarter is over" in out and not os.path.exists(pdf), out)
    backup = os.path.join(office.folder, "backup")
    code, out = office.run(["backup", backup])
    check(code == 0 and os.stat(backup).st_mode & 0o77 == 0, out)
    code, out = office.run(["restore", backup], COUNSELLING)
    check(code == 1 and "conflict" in out, "restored over a store: " + out)
    os.remove(office.data + "/desk/desk.sqlite")
    code, out = office.run(["restore", backup], COUNSELLING)
    check(code == 0, out)
    code, out = office.run(["verify"], RECEPTION)
    check(code == 0 and "audit head: 1 " in out, out)
    head = out.split("audit head: ")[1].splitlines()[0]
    code, out = office.run(["verify", "--head", head], RECEPTION)
    check(code == 0, out)
    code, out = office.run(["verify", "--head", "2" + head[1:]], RECEPTION)
    check(code == 1 and "cut off" in out, out)
    code, out = office.run(["withdraw", "B 27"], RECEPTION)
    check(code == 1 and "no record" in out, out)
    code, out = office.run(["keys", "prune"], COUNSELLING)
    check(code == 0 and "still needed" in out, out)
    publish_own_pages(office)
    enrol_and_lose_a_second_kiosk(office)
    os.chmod(office.data, 0o755)
    code, out = office.run(["desk"])
    check(code == 1 and "chmod 0700" in out, "a data folder that others may enter: " + out)
    os.chmod(office.data, 0o700)
    check(os.listdir(office.data + "/kiosk/keys") == [newest + ".card"],
          "the kiosk didn't get the newest set")


if __name__ == "__main__":
    main()
