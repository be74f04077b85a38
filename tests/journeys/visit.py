# SPDX-License-Identifier: EUPL-1.2
"""A client's way through the form: answers by question name, everything else left empty."""
import time

from driver import Failed, until

# Ids that mean the form is over, one way or the other.
ENDS = ("nav:handin", "urgent:minimal")


def screen_key(kiosk):
    """What tells one form screen from the next: its questions."""
    return tuple(sorted(name for name in kiosk.nodes()[1]
                        if name.split(":")[0] in ("choice", "field", "standing", "date", "note",
                                                  "nav", "trigger")))


def questions_on(kiosk):
    names = []
    for name in kiosk.nodes()[1]:
        parts = name.split(":")
        if parts[0] in ("choice", "field", "standing", "date", "print") and parts[1] not in names:
            names.append(parts[1])
    return names


def answer(kiosk, question, wanted):
    """`wanted`: a choice, a list of choices, {"text": …}, or {"standing": …}; with {"print": True}
    the answer may go on paper."""
    if isinstance(wanted, dict):
        if "standing" in wanted:
            kiosk.tap(f"standing:{question}:{wanted['standing']}")
        if "text" in wanted:
            kiosk.tap(f"field:{question}")
            kiosk.wait_for("key:space" if not wanted.get("number") else "key:1")
            kiosk.type_on_screen(wanted["text"])
            if kiosk.find("key:hide"):
                kiosk.tap("key:hide")
                kiosk.wait_gone("key:hide")
        if wanted.get("print"):
            kiosk.tap(f"print:{question}")
        return
    for value in wanted if isinstance(wanted, list) else [wanted]:
        name = f"choice:{question}:{value}"
        kiosk.tap(name)
        until(f"{name} to be chosen", 10,
              lambda: (kiosk.find(name) or {}).get("selected", False))


def fill_in(kiosk, answers, picture=None, limit=90, stop=None):
    """From this form screen to the review (or the urgent stop, or a screen with the id `stop`).
    Returns what was answered."""
    done = []
    for number in range(limit):
        if any(kiosk.find(end) for end in (*ENDS, *([stop] if stop else []))):
            return done
        kiosk.wait_for("nav:next")
        for question in questions_on(kiosk):
            if question in answers and question not in done:
                answer(kiosk, question, answers[question])
                done.append(question)
        if picture:
            picture(f"form-{number:02d}")
        before, tree = kiosk.nodes()[0], screen_key(kiosk)
        kiosk.tap("nav:next")
        until("the next screen", 20,
              lambda: kiosk.nodes()[0] > before and screen_key(kiosk) != tree
              or any(kiosk.find(end) for end in ENDS))
        time.sleep(0.03)
    raise Failed("the form doesn't end")


def hand_in(kiosk):
    """This button waits longer than others before it takes a tap on a new screen."""
    time.sleep(0.8)
    kiosk.tap("nav:handin")
