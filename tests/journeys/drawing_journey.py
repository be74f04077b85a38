#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A signature and a sketch, drawn by a finger, kept through a power failure by a code, handed in,
seen at the desk and saved as a PDF that holds the signature and not the sketch."""
import glob
import os
import signal
import subprocess
import sys
import time

import code_journey
from driver import PROGRAM, ROOT, Installation, Program, VirtualScreen, until
from visit import hand_in

FORM = os.path.join(ROOT, "tests", "data", "forms", "vollmacht.xml")
# Parts of the sheet, from its top left: two strokes of a name, and a heart.
NAME = [[(0.1, 0.7), (0.15, 0.2), (0.2, 0.7), (0.25, 0.2), (0.3, 0.7), (0.4, 0.5), (0.5, 0.7)],
        [(0.55, 0.3), (0.6, 0.75), (0.7, 0.45), (0.8, 0.7), (0.92, 0.4)]]
HEART = [[(0.5, 0.4), (0.4, 0.25), (0.3, 0.4), (0.5, 0.8), (0.7, 0.4), (0.6, 0.25), (0.5, 0.4)]]


def start(screen, installation, language):
    kiosk = Program(screen, ["kiosk", "--tree-answers", "--form", "vollmacht"],
                    installation.settings)
    kiosk.tap("lang:" + language)
    return kiosk


def open_form(kiosk):
    kiosk.open_form()
    kiosk.wait_for("notice")
    kiosk.tap("nav:next")
    kiosk.wait_for("draw:unterschrift")
    time.sleep(0.5)


def sheet_of(kiosk, name):
    """Where the sheet is, scrolled into view."""
    for _ in range(12):
        rect = kiosk.wait_for(name)["rect"]
        if rect[3] >= 0.3 * rect[2] > 0:
            break
        kiosk.scroll(-1)
        time.sleep(0.4)
    return rect


def draw(screen, kiosk, name, strokes):
    x, y, width, height = sheet_of(kiosk, name)
    for stroke in strokes:
        points = [(round(x + a * width), round(y + b * height)) for a, b in stroke]
        words = ["mousemove", *points[0], "mousedown", 1]
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            for part in range(1, 9):
                words += ["mousemove", round(x0 + (x1 - x0) * part / 8),
                          round(y0 + (y1 - y0) * part / 8), "sleep", 0.008]
        screen.xdotool(*words, "mouseup", 1)
        time.sleep(0.2)


def look():
    """On a small tablet, where the first stroke must not move the sheet under the finger."""
    installation = Installation(217, 136)
    import_form(installation)
    screen = VirtualScreen(1280, 800)
    try:
        for language in ("de", "ur"):
            kiosk = start(screen, installation, language)
            try:
                open_form(kiosk)
                for size in (1, 3):
                    kiosk.tap("nav:look")
                    kiosk.tap(f"look:size:{size}")
                    kiosk.tap("look:done")
                    time.sleep(0.5)
                    sheet = sheet_of(kiosk, "draw:unterschrift")
                    draw(screen, kiosk, "draw:unterschrift", NAME)
                    assert kiosk.find("draw:unterschrift")["rect"] == sheet, \
                        f"{language} {size}: the sheet moved under the finger"
                    screen.picture(f"51-drawing-tablet-{language}-size-{size}")
            finally:
                kiosk.stop()
    finally:
        screen.stop()


def import_form(installation):
    done = subprocess.run(
        [PROGRAM, "--settings", installation.settings, "form", "import", FORM],
        input=installation.passphrases["root"] + "\n", text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def fill_in(screen, installation):
    kiosk = start(screen, installation, "ar")
    open_form(kiosk)
    code = code_journey.take_code(kiosk)
    time.sleep(0.5)
    draw(screen, kiosk, "draw:unterschrift", NAME)
    kiosk.tap("nav:next")
    kiosk.wait_for("draw:skizze")
    time.sleep(0.5)
    draw(screen, kiosk, "draw:skizze", HEART)
    kiosk.tap("nav:next")
    kiosk.wait_for("nav:handin")
    time.sleep(0.5)
    kiosk.process.send_signal(signal.SIGKILL)
    kiosk.process.wait(20)
    return code


def go_on(screen, installation, code):
    kiosk = start(screen, installation, "ar")
    try:
        code_journey.go_on(kiosk, code)
        kiosk.tap("nav:next")
        kiosk.wait_for("nav:handin")
        time.sleep(0.7)
        screen.picture("52-drawing-review")
        for name in ("review:unterschrift:picture", "review:skizze:picture"):
            assert kiosk.find(name), name + " is not in the review"
        hand_in(kiosk)
        kiosk.wait_for("receipt:number")
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:de")
    finally:
        kiosk.stop()


def read_at_desk(screen, installation):
    desk = Program(screen, ["desk", "--tree-answers"], installation.settings)
    try:
        desk.tap("unlock:field")
        screen.xdotool("type", "--delay", "15", installation.passphrases["counselling"])
        desk.tap("unlock:go")
        row = until("the record", 60, lambda: next(
            (name for name in desk.nodes()[1]
             if name.startswith("queue:") and name != "queue:scroll"), None))
        desk.tap(row)
        desk.wait_for("detail:picture")
        screen.picture("53-drawing-at-the-desk")
        desk.tap("detail:save")
        saved = until("the PDF", 30, lambda: next(
            iter(glob.glob(os.path.join(installation.folder, "**", "*.pdf"), recursive=True)), None))
        images = subprocess.run(["pdfimages", "-list", saved], capture_output=True, text=True,
                                check=True, timeout=60).stdout
        assert images.count("image") >= 1 and " 360 " in images, images
        assert " 700 " not in images, "the sketch is on paper:\n" + images
    finally:
        desk.stop()


def main():
    installation = Installation()
    import_form(installation)
    screen = VirtualScreen()
    try:
        go_on(screen, installation, fill_in(screen, installation))
        read_at_desk(screen, installation)
    finally:
        screen.stop()
    look()


if __name__ == "__main__":
    sys.exit(main())
