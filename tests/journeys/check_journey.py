# SPDX-License-Identifier: EUPL-1.2
"""An Urdu reader's perspective check by touch: the ways in words, each with what it depends on, on
paper without a person, and nothing of it in the data folder. Then one that something urgent stops."""
import hashlib
import os
import subprocess
import sys
import tempfile
import time

from driver import ROOT, Installation, Program, VirtualScreen, until
from visit import fill_in

ANSWERS = {
    "f03_dringend": "none", "f15_papier": "duldung_60a", "f18_duldung_seit": "18_29", "frueher60b": "nein",
    "jahre": "ab6", "f13_einreise": "2017_2019", "f14_unterbrechung": "nein",
    "f06_alter": "27_59", "kind": "nein", "familie": "nein", "f33_schule": "nein",
    "f35_ausbildung": "nein", "seit": "ab12", "f41_stunden": "20_34",
    "f42_sozialversicherung": "ja", "weiter": "ja", "beruf": "nein", "geld": "teil",
    "f37_deutsch": "a2", "f39_leben": "bestanden", "f19_pass": "geklaert", "wann": "bis2024",
    "f21_asyl": "abgelehnt", "f22_bescheid": "abgelehnt", "land": "nein", "urteil": "nein",
    "krank": "nein",
}


def everything_in(folder):
    found = {}
    for top, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(top, name)
            with open(path, "rb") as content:
                found[path] = hashlib.sha256(content.read()).hexdigest()
    return found


def check(screen, installation):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.wait_for("lang:ur")
        kiosk.tap("lang:ur")
        kiosk.wait_for("home:check")
        before = everything_in(installation.data)
        screen.picture("check-01-home")
        kiosk.tap("home:check")
        done = fill_in(kiosk, ANSWERS, lambda name: screen.picture("check-02-" + name),
                       stop="way:weg-25b")
        missing = [question for question in ANSWERS if question not in done]
        assert not missing, f"never asked: {missing}"
        screen.picture("check-03-result")
        kiosk.tap("way:weg-25b")
        kiosk.wait_for("page:weg-25b")
        screen.picture("check-04-way")
        kiosk.tap("page:weg-25b")
        kiosk.wait_gone("way:weg-25b")
        screen.picture("check-05-page")
        kiosk.tap("nav:back")
        kiosk.wait_for("way:weg-25b")
        for _ in range(20):
            if (kiosk.find("result:print") or {"rect": [0, 0, 0, 0]})["rect"][3] > 0:
                break
            kiosk.scroll(1)
        kiosk.tap("result:print")
        until("the paper", 30, lambda: not kiosk.find("result:print"))
        until("the end of printing", 60, lambda: kiosk.find("result:print"))
        screen.picture("check-06-printed")
        assert everything_in(installation.data) == before, "the check has changed the data folder"
        kiosk.tap("nav:end")
        kiosk.tap("end:yes")
        kiosk.wait_for("lang:ur")

        kiosk.tap("lang:ar")
        kiosk.tap("home:check")
        fill_in(kiosk, {"f03_dringend": "u1"}, stop="urgent:back")
        kiosk.wait_for("urgent:back")
        screen.picture("check-07-urgent")
        assert not kiosk.find("urgent:minimal"), "a check has nothing to hand in"
    finally:
        kiosk.stop()


def main():
    printer = os.path.join(ROOT, "tests", "support", "ipp_printer.sh")
    folder = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([printer, "start", folder, "0"], check=True, capture_output=True,
                         timeout=60).stdout.decode().split()[-1]
    screen = VirtualScreen()
    try:
        check(screen, Installation(slips=uri))
        pdf = until("the printed PDF", 30, lambda: next(
            (os.path.join(top, name) for top, _, names in os.walk(folder)
             for name in names if name.endswith(".pdf")), None))
        text = subprocess.run(["pdftotext", "-raw", pdf, "-"], check=True,
                              capture_output=True).stdout.decode("utf-8")
        text = "".join(text.split())
        for wanted in ("Dieser Weg könnte passen. Sprechen Sie mit der Beraterin.", "Weg § 25b",
                       "AufenthG § 25b", "Dieser Weg ist für neue Anträge nicht offen."):
            assert "".join(wanted.split()) in text, f"{wanted!r} is not on the paper"
    finally:
        screen.stop()
        subprocess.run([printer, "stop", folder], timeout=60)
    print("a check was made, printed and forgotten")


if __name__ == "__main__":
    sys.exit(main())
