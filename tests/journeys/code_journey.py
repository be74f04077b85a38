# SPDX-License-Identifier: EUPL-1.2
"""Going on later, in Arabic: a code is taken, the power fails, another visit goes on by the code,
hides the screen, goes on once more and hands in. What was typed is nowhere but in that record."""
import os
import signal
import sys
import time

from canary_journey import search_folders, search_memory
from driver import Failed, Installation, Program, VirtualScreen, until
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
    installation = Installation()
    kiosk = start(screen, installation)
    try:
        kiosk.tap("home:form")
        fill_in(kiosk, ANSWERS, stop="field:f05_name")
        code = take_code(kiosk)
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
    print(f"gone on twice by a code; hidden {hidden * 1000:.0f} ms after the finger, driver included")


if __name__ == "__main__":
    sys.exit(main())
