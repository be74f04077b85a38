# SPDX-License-Identifier: EUPL-1.2
"""An Arabic reader taps a word for its explanation, reads a page's code off the screen with a
telephone, and prints the page with the German beside it: screen and paper hold the same text."""
import os
import subprocess
import sys
import tempfile

from driver import ROOT, Installation, Program, VirtualScreen, until


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


def main():
    screen = VirtualScreen()
    printer = os.path.join(ROOT, "tests", "support", "ipp_printer.sh")
    paper = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([printer, "start", paper, "0"], check=True, capture_output=True,
                         timeout=60).stdout.decode().split()[-1]
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
    finally:
        kiosk.stop()
        screen.stop()
        subprocess.run([printer, "stop", paper], timeout=60)
    print(f"{len(on_screen.encode())} bytes of a page read from the screen and from paper")


if __name__ == "__main__":
    sys.exit(main())
