# SPDX-License-Identifier: EUPL-1.2
"""What a role may not read, tried from outside: with reception's passphrase and with that of an
administrator, on the desk's screen, by every subcommand, and by the stock age tool. A counsellor's
opens it, so the search can fail."""
import os
import pty
import subprocess
import struct
import sys
import tempfile

from driver import PROGRAM, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in

NAME, WORDS = "Quastel", "zwirbeltanne"
ADMINISTRATION = "administration words"


def hand_in_canaries(screen, installation):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.tap("lang:en")
        kiosk.open_form()
        fill_in(kiosk, {"f03_dringend": "none", "f04_datenschutz": "OK", "f06_alter": "27_59",
                        "f05_name": {"text": NAME}, "f20_anliegen": "anderes",
                        "f20_text": {"text": WORDS}})
        hand_in(kiosk)
        kiosk.wait_for("receipt:number")
        inbox = os.path.join(installation.data, "inbox")
        return until("the envelope", 20, lambda: next(
            (os.path.join(inbox, name) for name in os.listdir(inbox)
             if name.endswith(".envelope")), None))
    finally:
        kiosk.stop()


def run(installation, words, *typed):
    done = subprocess.run([PROGRAM, "--settings", installation.settings, *words], text=True,
                          input="".join(line + "\n" for line in typed), capture_output=True,
                          timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def holds_canary(text):
    return any(word in text.lower() for word in (NAME.lower(), WORDS))


def canaries_in(folder):
    found = []
    for top, _, names in os.walk(folder):
        for name in names:
            with open(os.path.join(top, name), "rb") as file:
                if holds_canary(file.read().decode("latin-1")):
                    found.append(os.path.join(top, name))
    return found


def age(passphrase, *words):
    """The stock tool; types the passphrase where it asks for one. Its exit status."""
    child, terminal = pty.fork()
    if child == 0:
        os.execvp("age", ["age", *words])
    seen = b""
    while True:
        try:
            part = os.read(terminal, 256)
        except OSError:
            break
        if not part:
            break
        seen += part
        if seen.endswith(b": "):
            seen = b""
            os.write(terminal, passphrase.encode() + b"\n")
    os.close(terminal)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def parts_of(envelope):
    """As storage/README.md tells: the two age files of an envelope."""
    with open(envelope, "rb") as file:
        data = file.read()
    at, parts = 7 + 16, {}
    for name in ("kiosk", "form", "slip", "full"):
        (size,) = struct.unpack_from("<I", data, at)
        parts[name], at = data[at + 4:at + 4 + size], at + 4 + size
    return parts


def opened_by_stock_age(installation, who, passphrase, envelope):
    """What the age tool makes of the record with somebody's passphrase: by part, None if nothing."""
    folder = tempfile.mkdtemp(prefix="journey-age-")
    office = os.path.join(installation.data, "office")
    slot, key = os.path.join(folder, "slot"), os.path.join(folder, "key")
    assert age(passphrase, "-d", "-o", slot, os.path.join(office, "staff", who + ".age")) == 0
    with open(key, "wb") as keys:
        for top, _, names in os.walk(os.path.join(office, "keys")):
            if who + ".age" in names:
                copy = subprocess.run(["age", "-d", "-i", slot, os.path.join(top, who + ".age")],
                                      capture_output=True, check=True)
                keys.write(copy.stdout)
    opened = {}
    for name, content in parts_of(envelope).items():
        if name not in ("slip", "full"):
            continue
        path = os.path.join(folder, name)
        with open(path, "wb") as file:
            file.write(content)
        done = subprocess.run(["age", "-d", "-i", key, path], capture_output=True, check=False)
        opened[name] = done.stdout.decode("latin-1") if done.returncode == 0 else None
    return opened


def by_stock_age(installation, envelope):
    passphrases = installation.passphrases
    counsellor = opened_by_stock_age(installation, "counselling", passphrases["counselling"],
                                     envelope)
    assert holds_canary(counsellor["full"]), "not even counselling finds the canaries"
    reception = opened_by_stock_age(installation, "reception", passphrases["reception"], envelope)
    assert reception["slip"] and not holds_canary(reception["slip"]), reception
    assert reception["full"] is None, "reception opens a full record"
    administration = opened_by_stock_age(installation, "amt", ADMINISTRATION, envelope)
    assert administration == {"slip": None, "full": None}, "administration opens a record"


def on_the_screen(screen, installation):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        desk.type_on_screen(installation.passphrases["reception"])
        if desk.find("key:hide"):
            desk.tap("key:hide")
            desk.wait_gone("key:hide")
        desk.tap("unlock:go")
        record = until("the queue", 60, lambda: next(
            (name for name in desk.nodes()[1] if name.startswith("queue:A")), None))
        desk.tap(record)
        desk.wait_for("detail:save")
        screen.picture("roles-reception")
        nodes = desk.nodes()[1]
        assert not holds_canary(" ".join(node["name"] for node in nodes.values())), "on the screen"
        assert "detail:paper" not in nodes, "reception is offered the sheet for the talk"
    finally:
        desk.stop()


def by_subcommands(installation, who, passphrase):
    folder = os.path.join(installation.folder, "taken-" + who)
    os.makedirs(folder)
    tries = [["export", folder + "/csv"], ["export", folder + "/json", "--format", "json"],
             ["export", folder + "/xml", "--format", "xml"], ["figures"], ["verify"],
             ["backup", folder + "/backup"], ["withdraw", "Z 99"], ["staff", "list"],
             ["keys", "list"], ["sync"], ["sync", "--to", folder], ["sync", "--from", folder],
             ["settings"], ["enrol", "list"], ["pages", "publish", folder]]
    for words in tries:
        code, out = run(installation, words, *[passphrase] * 4, "yes", "clear")
        assert not holds_canary(out), f"{who}: {words} says it: {out}"
        if words[0] in ("export", "pages"):
            assert code != 0, f"{who}: {words} was done"
    for words in (["staff", "add", "spion", "counselling"], ["staff", "revoke", "counselling"],
                  ["keys", "rotate"], ["enrol", "revoke", "kiosk-1"]):
        code, out = run(installation, words, passphrase, "new words", "new words")
        assert code != 0, f"{who}: {words} was done: {out}"
    assert not canaries_in(folder), canaries_in(folder)
    assert not canaries_in(installation.data), canaries_in(installation.data)


def main():
    screen = VirtualScreen()
    try:
        installation = Installation()
        code, out = run(installation, ["staff", "add", "amt", "administration"],
                        installation.passphrases["root"], ADMINISTRATION, ADMINISTRATION)
        assert code == 0, out
        envelope = hand_in_canaries(screen, installation)
        by_stock_age(installation, envelope)
        on_the_screen(screen, installation)
        by_subcommands(installation, "reception", installation.passphrases["reception"])
        by_subcommands(installation, "amt", ADMINISTRATION)
    finally:
        screen.stop()
    print("reception and administration open nothing that isn't theirs")


if __name__ == "__main__":
    sys.exit(main())
