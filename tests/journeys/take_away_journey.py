# SPDX-License-Identifier: EUPL-1.2
"""An Arabic reader taps a word for its explanation, reads a page's code off the screen with a
telephone, and prints the page with the German beside it: screen and paper hold the same text. An
Urdu reader takes the number along from a receipt printer."""
import os
import subprocess
import sys
import tempfile

from driver import ROOT, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in


def read_code(picture):
    """What a telephone reads: bytes of UTF-8, without what the reader adds at the end."""
    return subprocess.run(["zbarimg", "--quiet", "--raw", "-Sbinary", *picture],
                          capture_output=True, timeout=60).stdout.decode().strip()


def explain_a_word(screen, kiosk):
    link = next(node for node in kiosk.nodes()[1].values()
                if node["role"] == "link" and node["name"] == "Duldung")
    kiosk.tap(link["id"])
    kiosk.wait_gone(link["id"])
    screen.picture("take-away-term")
    kiosk.tap("nav:back")
    kiosk.wait_for(link["id"])


def print_with_german(screen, kiosk, paper):
    kiosk.tap("take:bilingual")
    out = os.path.join(paper, "out")
    pdf = until("the page", 30, lambda: next(
        (os.path.join(out, name) for name in os.listdir(out) if name.endswith(".pdf")), None))
    until("the printer's end", 30, lambda: kiosk.find("take:print"))
    screen.picture("take-away-printed")
    stem = os.path.join(paper, "page")
    subprocess.run(["pdftoppm", "-r", "150", "-png", pdf, stem], check=True, timeout=60)
    return [os.path.join(paper, name) for name in sorted(os.listdir(paper))
            if name.endswith(".png")]


SUPPORT = os.path.join(ROOT, "tests", "support")
PRINTER = os.path.join(SUPPORT, "ipp_printer.sh")


def start_printer(*attributes):
    paper = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([PRINTER, "start", paper, "0", *attributes], check=True,
                         capture_output=True, timeout=60).stdout.decode().split()[-1]
    return paper, uri


def number_from_a_roll(screen):
    paper, uri = start_printer(os.path.join(SUPPORT, "roll_printer.conf"))
    kiosk = Program(screen, ["kiosk"], Installation(slips=uri, slips_paper="roll-80mm").settings)
    try:
        kiosk.tap("lang:ur")
        kiosk.open_form()
        fill_in(kiosk, {"f03_dringend": "none", "f04_datenschutz": "OK", "f06_alter": "27_59"})
        hand_in(kiosk)
        kiosk.wait_for("receipt:print")
        number = kiosk.find("receipt:number")["name"]
        kiosk.tap("receipt:print")
        pdf = os.path.join(paper, "out", "1.pdf")
        until("the slip", 30, lambda: os.path.exists(pdf))
        until("the printer's end", 30, lambda: not kiosk.find("receipt:print"))
        screen.picture("take-away-number")
    finally:
        kiosk.stop()
    stem = os.path.join(paper, "slip")
    subprocess.run(["pdftoppm", "-r", "203", "-png", "-singlefile", pdf, stem], check=True,
                   timeout=60)
    scanned = read_code([stem + ".png"])
    assert scanned == number, f"the slip's code says {scanned!r}, the screen {number!r}"
    facts = subprocess.run(["pdfinfo", pdf], check=True, capture_output=True).stdout.decode()
    assert "Page size:       226.77 x" in facts, facts
    subprocess.run([PRINTER, "stop", paper], timeout=60)


def main():
    screen = VirtualScreen()
    paper, uri = start_printer()
    kiosk = Program(screen, ["kiosk"], Installation(slips=uri).settings)
    try:
        kiosk.tap("lang:ar")
        kiosk.tap("home:info")
        kiosk.tap("page:duldung")
        kiosk.wait_gone("page:beratung")
        screen.picture("take-away-page")
        explain_a_word(screen, kiosk)
        kiosk.tap("page:take")
        kiosk.wait_for("take:code")
        on_screen = read_code([screen.picture("take-away-code")])
        assert on_screen.startswith("ما هي «Duldung»؟"), f"the screen's code says {on_screen!r}"
        assert len(on_screen.encode()) <= 1180
        on_paper = read_code(print_with_german(screen, kiosk, paper))
        assert on_paper == on_screen, f"the paper's code says {on_paper!r}"
        kiosk.stop()
        number_from_a_roll(screen)
    finally:
        kiosk.stop()
        screen.stop()
        subprocess.run([PRINTER, "stop", paper], timeout=60)
    print(f"{len(on_screen.encode())} bytes of a page read from the screen and from paper")


if __name__ == "__main__":
    sys.exit(main())
