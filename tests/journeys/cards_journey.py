# SPDX-License-Identifier: EUPL-1.2
"""A form with repeats from end to end: an Arabic reader adds two children, changes the language in
the middle, removes one, hands in; the counsellor's screen shows the other by its number."""
import os
import subprocess
import sys
import time

from driver import PROGRAM, ROOT, Installation, Program, VirtualScreen, until

FORM = os.path.join(ROOT, "tests", "data", "forms", "kinder.xml")


def things(kiosk):
    """What tells one screen from the next: what can be touched on it."""
    return {name for name, node in kiosk.nodes()[1].items() if node["role"] != "text"}


def go_on(kiosk, wanted, limit=8):
    """Taps "next" until the wanted screen is there."""
    for _ in range(limit):
        if kiosk.find(wanted):
            return
        before = things(kiosk)
        kiosk.tap("nav:next")
        until("the next screen", 20, lambda: things(kiosk) not in (set(), before))
    kiosk.wait_for(wanted, 1)


def write(kiosk, field, text):
    kiosk.tap("field:" + field)
    kiosk.wait_for("key:hide")
    kiosk.type_on_screen(text)
    kiosk.tap("key:hide")
    kiosk.wait_gone("key:hide")


def add_child(kiosk, name, age):
    kiosk.tap("add:kind")
    kiosk.wait_for("field:name")
    write(kiosk, "name", name)
    go_on(kiosk, "field:alter")
    write(kiosk, "alter", age)
    go_on(kiosk, "add:kind")


def change_language(kiosk, tag):
    kiosk.tap("nav:language")
    kiosk.tap("lang:" + tag)
    kiosk.wait_for("nav:next")


def visit(screen, installation):
    kiosk = Program(screen, ["kiosk", "--form", "kinder"], installation.settings)
    try:
        kiosk.tap("lang:ar")
        kiosk.open_form()
        kiosk.tap("choice:dringend:none")
        go_on(kiosk, "choice:datenschutz:OK")
        kiosk.tap("choice:datenschutz:OK")
        go_on(kiosk, "add:kind")
        screen.picture("cards-01-none")
        add_child(kiosk, "سلمى", "7")
        change_language(kiosk, "de")
        add_child(kiosk, "li", "4")
        screen.picture("cards-02-two")
        kiosk.tap("remove:kind:2")
        kiosk.wait_for("remove:yes")
        screen.picture("cards-03-remove")
        kiosk.tap("remove:yes")
        kiosk.wait_gone("remove:kind:2")
        change_language(kiosk, "ar")
        go_on(kiosk, "nav:handin", 12)
        screen.picture("cards-04-review")
        assert kiosk.find("review:kind[1]/name"), "the child is not on the review"
        assert not kiosk.find("review:kind[2]/name"), "the removed child is on the review"
        time.sleep(0.8)
        kiosk.tap("nav:handin")
        number = kiosk.wait_for("receipt:number")["name"]
        return number
    finally:
        kiosk.stop()


def counselling(screen, installation, number):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        screen.xdotool("type", "--delay", 20, installation.passphrases["counselling"])
        if desk.find("key:hide"):
            desk.tap("key:hide")
            desk.wait_gone("key:hide")
        desk.tap("unlock:go")
        desk.wait_for(f"queue:{number}", 60)
        desk.tap(f"queue:{number}")
        desk.wait_for("detail:save")
        screen.picture("cards-05-desk")
        names = [node["name"] for node in desk.nodes()[1].values()]
        assert any("Kinder 1" in name for name in names), f"no numbered child at the desk: {names}"
        assert not any("Kinder 2" in name for name in names), "the removed child is at the desk"
    finally:
        desk.stop()


def main():
    screen = VirtualScreen()
    try:
        installation = Installation()
        subprocess.run([PROGRAM, "--settings", installation.settings, "form", "import", FORM],
                       input=installation.passphrases["root"] + "\n", text=True, check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=60)
        number = visit(screen, installation)
        counselling(screen, installation, number)
    finally:
        screen.stop()
    print(f"visit {number} handed in one child of two")


if __name__ == "__main__":
    sys.exit(main())
