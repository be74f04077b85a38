# SPDX-License-Identifier: EUPL-1.2
"""What goes wrong in a waiting room: each time a plain message, and nothing is lost. A broken
form, a broken or locked store, a full disk, a missing font, a wrong passphrase, a wrong setting,
a client who walks away, a client who needs help at once."""
import glob
import os
import subprocess
import sys
import tempfile

from driver import PROGRAM, Failed, Installation, Program, VirtualScreen, until
from visit import answer, fill_in, hand_in

SHORT = {"f03_dringend": "none", "f04_datenschutz": "OK", "f06_alter": "27_59"}


def names(program):
    return " ".join(node["name"] for node in program.nodes()[1].values())


def read(path):
    with open(path, "rb") as file:
        return file.read()


def kiosk_without_form(screen, installation, log_word, picture):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.tap("lang:de")
        kiosk.wait_for("home:info")
        assert kiosk.find("home:form") is None, "a form is offered that can't be kept"
        assert "Bitte gehen Sie zum Empfang" in names(kiosk), names(kiosk)
        screen.picture(picture)
        kiosk.tap("home:info")
        kiosk.wait_for("page:duldung")
        assert log_word in kiosk.output(), kiosk.output()
    finally:
        kiosk.stop()


def edit(form):
    with open(form, "ab") as file:
        file.write(b"edited")


def broken_form(screen):
    """One that was edited is left out and the others are offered; without any, reception helps."""
    installation = Installation()
    forms = sorted(glob.glob(os.path.join(installation.data, "kiosk", "forms", "*.form")))
    broken = next(form for form in forms if "drittanfrage" in os.path.basename(form))
    edit(broken)
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.tap("lang:de")
        kiosk.tap("home:form")
        kiosk.wait_for("forms:erstberatung")
        assert kiosk.find("forms:drittanfrage") is None, "an edited form is offered"
        assert os.path.basename(broken) in kiosk.output(), kiosk.output()
    finally:
        kiosk.stop()
    for form in forms:
        if form != broken:
            edit(form)
    intake = next(form for form in forms if "erstberatung" in os.path.basename(form))
    kiosk_without_form(screen, installation, os.path.basename(intake), "20-broken-form")


def broken_store(screen):
    installation = Installation()
    store = os.path.join(installation.data, "kiosk", "kiosk.sqlite")
    with open(store, "wb") as file:
        file.write(b"this is no database " * 400)
    os.chmod(store, 0o600)
    before = read(store)
    kiosk_without_form(screen, installation, "kiosk.sqlite", "21-broken-store")
    assert read(store) == before, "the broken store was touched"


def locked_store(screen):
    installation = Installation()
    first = Program(screen, ["kiosk"], installation.settings)
    try:
        first.wait_for("lang:de")
        kiosk_without_form(screen, installation, "kiosk.sqlite", "22-locked-store")
    finally:
        first.stop()


class SmallDisk:
    """The kiosk's folder on a file system of its own that can be filled to the last byte."""

    def __init__(self, installation):
        self.folder = os.path.join(installation.data, "kiosk")
        self.filler = os.path.join(self.folder, "filler")
        subprocess.run(["cp", "-a", self.folder, self.folder + ".kept"], check=True)
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m,mode=0700", "none", self.folder],
                       check=True)
        subprocess.run(f"cp -a {self.folder}.kept/. {self.folder}/", shell=True, check=True)

    def fill(self):
        try:
            # Added to: emptying it first would give the kiosk room for a moment.
            with open(self.filler, "ab", buffering=0) as file:
                while True:
                    file.write(b"x" * 512)
        except OSError:
            pass

    def free(self):
        os.unlink(self.filler)

    def remove(self):
        subprocess.run(["umount", "-l", self.folder], check=True)


def full_disk(screen):
    """No room is kept: a hand-in fails, is said to, and works once there is room."""
    installation = Installation(ballast_mib=0)
    disk, kiosk = SmallDisk(installation), None
    try:
        kiosk = Program(screen, ["kiosk"], installation.settings)
        kiosk.tap("lang:de")
        kiosk.open_form()
        fill_in(kiosk, SHORT)
        disk.fill()
        hand_in(kiosk)
        until("the message", 30, lambda: "hat nicht geklappt" in names(kiosk))
        screen.picture("23-full-disk")
        assert kiosk.find("receipt:number") is None
        disk.free()
        hand_in(kiosk)
        kiosk.wait_for("receipt:number")
        inbox = os.path.join(installation.data, "inbox")
        until("the envelope in the inbox", 20, lambda: len(os.listdir(inbox)) == 1)
    finally:
        if kiosk:
            kiosk.stop()
        disk.remove()


def full_disk_with_ballast(screen):
    """Who has begun hands in; who comes next is told before the first question."""
    installation = Installation(ballast_mib=1)
    disk, kiosk = SmallDisk(installation), None
    try:
        kiosk = Program(screen, ["kiosk"], installation.settings)
        kiosk.tap("lang:de")
        kiosk.open_form()
        fill_in(kiosk, SHORT)
        disk.fill()
        hand_in(kiosk)
        kiosk.wait_for("receipt:number")
        disk.fill()
        kiosk.tap("receipt:done")
        kiosk.tap("lang:de")
        kiosk.wait_for("home:info")
        assert kiosk.find("home:form") is None, "a form is offered that can't be kept"
        assert "Bitte gehen Sie zum Empfang" in names(kiosk), names(kiosk)
        screen.picture("23-full-disk-before-typing")
        disk.free()
        kiosk.tap("nav:end")
        kiosk.tap("lang:de")
        kiosk.wait_for("home:form")
    finally:
        if kiosk:
            kiosk.stop()
        disk.remove()


def missing_font():
    command = ("mount -t tmpfs none /usr/share/fonts/truetype/noto && exec "
               f"{PROGRAM} --settings {Installation().settings} kiosk")
    ended = subprocess.run(["unshare", "-m", "sh", "-c", command], capture_output=True, timeout=60)
    said = ended.stderr.decode()
    assert ended.returncode != 0 and "NotoSans" in said and "fonts-noto-core" in said, said


def wrong_setting():
    with tempfile.NamedTemporaryFile("w", suffix=".toml") as file:
        file.write("[idle]\nwarnnig_s = 30\n")
        file.flush()
        ended = subprocess.run([PROGRAM, "--settings", file.name, "kiosk"], capture_output=True,
                               timeout=60)
        said = ended.stderr.decode()
        assert ended.returncode == 2 and f"{file.name}:2:" in said and "warning_s" in said, said


def wrong_passphrase_and_forged_envelope(screen, installation):
    inbox = os.path.join(installation.data, "inbox")
    with open(os.path.join(inbox, "0" * 32 + ".envelope"), "wb") as file:
        file.write(b"forged")
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        desk.type_on_screen("falsch")
        desk.tap("unlock:go")
        until("the message", 30, lambda: "Passphrase" in names(desk) and "falsch" in names(desk)
              or "stimmt nicht" in names(desk) or "passt nicht" in names(desk))
        screen.picture("24-wrong-passphrase")
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        desk.type_on_screen(installation.passphrases["counselling"])
        until("the delay", 30, lambda: (desk.find("unlock:go") or {}).get("enabled"))
        desk.tap("unlock:go")
        node = until("the queue", 30, lambda: next(
            (node for name, node in desk.nodes()[1].items() if name.startswith("queue:")
             and name != "queue:scroll"), None))
        assert "Dringend" in node["name"], node
        until("word of the forged envelope", 20, lambda: "nicht echt" in names(desk))
        screen.picture("25-urgent-in-queue")
    finally:
        desk.stop()
    assert glob.glob(os.path.join(inbox, "quarantine", "*")), "the forged envelope is gone"


def urgent_and_walk_away(screen):
    installation = Installation(idle={"warning_s": 10, "end_s": 32, "desk_lock_s": 600})
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.tap("lang:de")
        kiosk.open_form()
        kiosk.wait_for("choice:f03_dringend:u1")
        kiosk.wait_for("idle:stay", 30)
        screen.picture("26-idle-warning")
        kiosk.last_tap += 1
        kiosk.tap("idle:stay")
        kiosk.wait_gone("idle:stay")
        answer(kiosk, "f03_dringend", "u1")
        kiosk.tap("nav:next")
        kiosk.wait_for("urgent:minimal")
        screen.picture("27-urgent")
        kiosk.tap("urgent:minimal")
        kiosk.wait_for("receipt:number")
        kiosk.wait_for("lang:de", 60)  # nobody taps "done": the kiosk forgets by itself
    finally:
        kiosk.stop()
    return installation


def tap_where_the_pointer_rests(screen):
    """The next visit's first tap is on the very pixel of the last one's: X tells of no move."""
    installation = Installation()
    for _ in range(2):
        kiosk = Program(screen, ["kiosk"], installation.settings)
        try:
            kiosk.tap("lang:de")
            kiosk.wait_for("home:info")
        finally:
            kiosk.stop()


def main():
    if os.geteuid() != 0:
        raise Failed("a full disk and a missing font are made with mounts, which need root")
    screen = VirtualScreen()
    try:
        missing_font()
        wrong_setting()
        broken_form(screen)
        broken_store(screen)
        locked_store(screen)
        full_disk(screen)
        full_disk_with_ballast(screen)
        tap_where_the_pointer_rests(screen)
        wrong_passphrase_and_forged_envelope(screen, urgent_and_walk_away(screen))
    finally:
        screen.stop()
    print("every fault was said plainly, and nothing was lost")


if __name__ == "__main__":
    sys.exit(main())
