# SPDX-License-Identifier: EUPL-1.2
"""From door to desk: an Arabic reader's whole visit by touch, then reception prints it on a real
IPP printer, and the paper says in German what was answered in Arabic."""
import os
import subprocess
import sys
import tempfile
import unicodedata

from driver import ROOT, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in

NAME = "سلمى"
QUESTION = "هل يمكنني العمل"
ANSWERS = {
    "f03_dringend": "none",
    "f04_datenschutz": "OK",
    "f02_besuch": "first",
    "f05_name": {"text": NAME, "print": True},
    "f06_alter": "27_59",
    "f20_anliegen": "arbeit",
    "f20_text": {"text": QUESTION, "print": True},
    "f39_leben": {"standing": "in_person"},
}


def squeeze(text):
    """NFC, one space between words, without the invisible isolates that guide direction."""
    kept = "".join(c for c in unicodedata.normalize("NFC", text)
                   if c not in "\u2066\u2067\u2068\u2069\u200e\u200f")
    return " ".join(kept.split())


def visit(screen, installation):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.wait_for("lang:ar")
        screen.picture("01-start")
        kiosk.tap("lang:ar")
        kiosk.wait_for("home:info")
        screen.picture("02-home")
        kiosk.tap("home:info")
        kiosk.wait_for("page:duldung")
        screen.picture("03-pages")
        kiosk.tap("page:duldung")
        kiosk.wait_gone("page:beratung")
        screen.picture("04-page")
        kiosk.tap("nav:home")
        kiosk.open_form()
        done = fill_in(kiosk, ANSWERS, lambda name: screen.picture("05-" + name))
        missing = [question for question in ANSWERS if question not in done]
        assert not missing, f"never asked: {missing}"
        screen.picture("06-review")
        hand_in(kiosk)
        kiosk.wait_for("receipt:done")
        screen.picture("07-receipt")
        number = kiosk.find("receipt:number")["name"]
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:ar")
        screen.picture("08-start-again")
        return number
    finally:
        kiosk.stop()


def reception(screen, installation, number):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.wait_for("unlock:go")
        screen.picture("10-unlock")
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        screen.picture("11-unlock-keyboard")
        desk.type_on_screen(installation.passphrases["reception"])
        if desk.find("key:hide"):
            desk.tap("key:hide")
            desk.wait_gone("key:hide")
        desk.tap("unlock:go")
        desk.wait_for(f"queue:{number}", 60)
        screen.picture("12-queue")
        desk.tap(f"queue:{number}")
        desk.wait_for("detail:print")
        screen.picture("13-detail")
        desk.tap("detail:print")
        desk.wait_for("print:done", 60)
        screen.picture("14-printed")
        desk.tap("detail:back")
        until("the mark in the list", 20,
              lambda: "gedruckt" in (desk.find(f"queue:{number}") or {"name": ""})["name"])
    finally:
        desk.stop()


def check_paper(pdf):
    text = squeeze(subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                                  capture_output=True).stdout.decode("utf-8"))
    for wanted in ("Selbstauskunft, nicht geprüft", "Was ist heute Ihre wichtigste Frage?",
                   "Arbeit", "27", "im Gespräch klären", "Originaltext, nicht übersetzt",
                   "Im Gespräch klären: Identität und Pass", NAME, QUESTION):
        assert squeeze(wanted) in text, f"{wanted!r} is not on the paper: {text}"


def main():
    printer = os.path.join(ROOT, "tests", "support", "ipp_printer.sh")
    folder = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([printer, "start", folder, "0"], check=True, capture_output=True,
                         timeout=60).stdout.decode().split()[-1]
    screen = VirtualScreen()
    try:
        installation = Installation(printer=uri)
        number = visit(screen, installation)
        reception(screen, installation, number)
        pdf = until("the printed PDF", 30, lambda: next(
            (os.path.join(top, name) for top, _, names in os.walk(folder)
             for name in names if name.endswith(".pdf")), None))
        check_paper(pdf)
    finally:
        screen.stop()
        subprocess.run([printer, "stop", folder], timeout=60)
    print(f"visit {number} was printed")


if __name__ == "__main__":
    sys.exit(main())
