# SPDX-License-Identifier: EUPL-1.2
"""Larger forms that others wrote, imported and filled in by touch, each screen answered by what
stands on it. The forms are no part of this repository: they lie in shared/conformance beside the
checkout, and where they don't this says so. Briefly the first screens of each; with
ANLAUFSTELLE_DEEP to the hand-in and onto the desk."""
import os
import subprocess
import sys
import time

from driver import PROGRAM, ROOT, Failed, Installation, Program, VirtualScreen, until
from visit import hand_in

FORMS = os.path.join(ROOT, "..", "shared", "conformance", "given", "forms")
DEEP = "ANLAUFSTELLE_DEEP" in os.environ
MOST_SCREENS = 600 if DEEP else 8
CHOSEN = {  # file: id; the largest ones that ask nothing which no kiosk runs
    "809bbfd4ec7f": "va_who_v1_5_2",    # 1.57 MB
    "215951fae750": "data",             # 537 kB
    "7e83ba7cc1af": "all-widgets-icon",
    "784e7ce6cf96": "itemset-relevant",
    "6edb75608afa": "jr-choice-name",
    "7f88c485fc28": "pages",
    "3011a1af6ee4": "select-from-selected",
    "08c2e43fd3ab": "1_rank_with_choice_filter",
}


def names_of(kiosk, kind):
    """The last words of what begins with `kind`, by question."""
    found = {}
    for name, node in kiosk.nodes()[1].items():
        parts = name.split(":")
        if parts[0] == kind and len(parts) > 1:
            found.setdefault(parts[1], []).append((name, node))
    return found


def answer_screen(kiosk):
    for kind in ("choice", "date", "time"):
        for nodes in names_of(kiosk, kind).values():
            if kind == "choice" and not any(node["selected"] for _, node in nodes):
                kiosk.tap(nodes[0][0])
    for question in names_of(kiosk, "slider"):
        kiosk.tap(f"range:{question}:more")
    for question, nodes in names_of(kiosk, "rank").items():
        if any(name == f"rank:{question}" for name, _ in nodes):
            kiosk.tap(f"rank:{question}")


def say_unknown(kiosk):
    for question, nodes in names_of(kiosk, "standing").items():
        name = f"standing:{question}:unknown"
        if not any(node["selected"] for _, node in nodes) and kiosk.find(name):
            kiosk.tap(name)


def key_of(kiosk):
    """What tells one screen from the next."""
    return tuple(sorted((name, node.get("name", "")) for name, node in kiosk.nodes()[1].items()
                        if not name.startswith("nav:")))


def walk(kiosk):
    """Screens until the review, or until there were enough. Returns how many."""
    for number in range(MOST_SCREENS):
        if kiosk.find("nav:handin"):
            return number, True
        kiosk.wait_for("nav:next")
        answer_screen(kiosk)
        before, position = key_of(kiosk), progress(kiosk)
        kiosk.tap("nav:next")
        if not left(kiosk, before, position):
            say_unknown(kiosk)
            kiosk.tap("nav:next")
            if not left(kiosk, before, position):
                kiosk.tap("nav:next")  # a constraint is said once and then let pass
                assert left(kiosk, before, position), f"no way on: {sorted(kiosk.nodes()[1])}"
    return MOST_SCREENS, False


def progress(kiosk):
    return (kiosk.find("progress") or {}).get("value")


def left(kiosk, before, position):
    deadline = time.monotonic() + 2
    while time.monotonic() < deadline:
        if kiosk.find("nav:handin") or (progress(kiosk) != position and key_of(kiosk) != before):
            return True
        time.sleep(0.02)
    return False


def fill_in(screen, installation, form_id):
    kiosk = Program(screen, ["kiosk", "--form", form_id], installation.settings)
    try:
        kiosk.tap("lang:de")
        kiosk.open_form(seconds=60)
        kiosk.wait_for("notice")
        kiosk.tap("nav:next")
        kiosk.wait_gone("notice")
        screens, whole = walk(kiosk)
        if whole:
            hand_in(kiosk)
            kiosk.wait_for("receipt:number", 60)
        screen.picture(f"50-given-{form_id}")
        return screens, whole
    finally:
        kiosk.stop()


def records_at_desk(screen, installation):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.tap("unlock:field")
        screen.xdotool("type", "--delay", "15", installation.passphrases["counselling"])
        desk.tap("unlock:go")
        until("the queue", 60, lambda: "queue:scroll" in desk.nodes()[1])
        time.sleep(2)
        return sorted(name for name in desk.nodes()[1]
                      if name.startswith("queue:") and name != "queue:scroll")
    finally:
        desk.stop()


def main():
    if not os.path.isdir(FORMS):
        print("left out: no shared/conformance beside the checkout")
        return
    installation, screen = Installation(), VirtualScreen()
    handed_in = 0
    try:
        for file, form_id in CHOSEN.items():
            done = subprocess.run(
                [PROGRAM, "--settings", installation.settings, "form", "import",
                 os.path.join(FORMS, file + ".xml")],
                input=installation.passphrases["root"] + "\n", text=True, capture_output=True,
                timeout=120)
            assert done.returncode == 0, done.stdout + done.stderr
            screens, whole = fill_in(screen, installation, form_id)
            handed_in += whole
            print(f"{form_id}: {screens} screens{', handed in' if whole else ''}", flush=True)
        assert handed_in > 0, "none of the forms came to its end"
        rows = records_at_desk(screen, installation)
        assert len(rows) == handed_in, f"{handed_in} handed in, at the desk: {rows}"
    finally:
        screen.stop()


if __name__ == "__main__":
    sys.exit(main())
