# SPDX-License-Identifier: EUPL-1.2
"""Going on later, in Arabic: a code is taken, the power fails, another visit goes on by the code,
hides the screen, goes on once more and hands in. What was typed is nowhere but in that record."""
import os
import signal
import subprocess
import sys
import tempfile
import time

from canary_journey import search_folders, search_memory
from driver import ROOT, Failed, Installation, Program, VirtualScreen, until
from visit import answer, fill_in, hand_in

NAME = "زرافهبيضاء"
ANSWERS = {
    "f03_dringend": "none",
    "f04_datenschutz": "OK",
    "f05_name": {"text": NAME},
}


def start(screen, installation):
    kiosk = Program(screen, ["kiosk", "--tree-answers"], installation.settings)
    kiosk.tap("lang:ar")
    kiosk.wait_for("home:form")
    return kiosk


def take_code(kiosk):
    kiosk.tap("nav:code")
    kiosk.tap("code:take")
    kiosk.wait_for("code:done")
    code = next(node["value"] for node in kiosk.nodes()[1].values()
                if len(node.get("value", "")) == 19)
    kiosk.tap("code:done")
    kiosk.wait_gone("code:done")
    return code


def print_code(screen, kiosk, paper, code):
    """The slip, as a phone reads it that looks at the paper."""
    kiosk.tap("nav:code")
    kiosk.tap("code:print")
    pdf = until("the slip", 30, lambda: next(
        (os.path.join(paper, "out", name) for name in os.listdir(os.path.join(paper, "out"))
         if name.endswith(".pdf")), None))
    picture = os.path.join(paper, "slip")
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", pdf, picture], check=True,
                   timeout=60)
    read = subprocess.run(["zbarimg", "--quiet", "--raw", picture + ".png"], check=True,
                          capture_output=True, text=True, timeout=60).stdout.strip()
    assert read == code, f"the slip says {read}"
    until("the printer's end", 30, lambda: kiosk.find("code:print"))
    screen.picture("code-printed")
    kiosk.tap("code:done")
    kiosk.wait_gone("code:done")
    time.sleep(0.5)


def go_on(kiosk, code):
    kiosk.tap("home:code")
    kiosk.tap("field:code")
    kiosk.wait_for("key:a")
    kiosk.type_on_screen(code.lower())
    kiosk.tap("key:hide")
    kiosk.wait_gone("key:a")
    kiosk.tap("code:open")
    kiosk.wait_for("nav:code")
    time.sleep(0.5)  # a new screen takes no tap that was meant for the one before


def drafts(installation):
    folder = os.path.join(installation.data, "kiosk", "drafts")
    return [name for name in os.listdir(folder) if name.endswith(".age")]


def main():
    if os.geteuid() != 0:
        raise Failed("searching another process's memory needs root")
    screen = VirtualScreen()
    printer = os.path.join(ROOT, "tests", "support", "ipp_printer.sh")
    paper = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([printer, "start", paper, "0"], check=True, capture_output=True,
                         timeout=60).stdout.decode().split()[-1]
    installation = Installation(slips=uri)
    kiosk = start(screen, installation)
    try:
        kiosk.open_form()
        fill_in(kiosk, ANSWERS, stop="field:f05_name")
        code = take_code(kiosk)
        print_code(screen, kiosk, paper, code)
        screen.picture("code-question")
        answer(kiosk, "f05_name", ANSWERS["f05_name"])
        kiosk.tap("nav:next")
        kiosk.wait_gone("field:f05_name")
        until("the draft", 10, lambda: drafts(installation))
        time.sleep(0.5)  # the thread writes; then the power goes
        os.kill(kiosk.process.pid, signal.SIGKILL)
        kiosk.stop()

        kiosk = start(screen, installation)
        found = search_memory(kiosk.process.pid)
        assert not found, f"the next visit has {found} in memory before any code"
        go_on(kiosk, code)
        kiosk.tap("nav:back")
        field = kiosk.wait_for("field:f05_name")
        assert field["value"] == NAME, f"the name came back as {field}"
        pressed = time.monotonic()
        kiosk.tap("nav:hide")
        kiosk.wait_gone("field:f05_name", 5)
        hidden = time.monotonic() - pressed
        kiosk.wait_for("lang:ar")
        found = search_memory(kiosk.process.pid)
        assert not found, f"after hiding, {found} are in memory"
        assert len(drafts(installation)) == 1
        found = search_folders(installation.folder)
        assert not found, f"on the disk: {found}"

        kiosk.tap("lang:ar")
        go_on(kiosk, code)
        fill_in(kiosk, ANSWERS)
        hand_in(kiosk)
        assert until("no draft", 10, lambda: not drafts(installation))
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:ar")
        assert len(os.listdir(os.path.join(installation.data, "inbox"))) == 1
    finally:
        kiosk.stop()
        screen.stop()
        subprocess.run([printer, "stop", paper], timeout=60)
    print(f"gone on twice by a code; hidden {hidden * 1000:.0f} ms after the finger, driver included")


if __name__ == "__main__":
    sys.exit(main())
