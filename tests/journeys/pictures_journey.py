#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A form that comes as a folder, with a table and pictures: imported, then shown by a kiosk from
which every source is gone; the desk reads the record with the original."""
import os
import shutil
import subprocess
import sys

from driver import PROGRAM, ROOT, Installation, Program, VirtualScreen, until
from visit import hand_in

FOLDER = os.path.join(ROOT, "tests", "data", "forms", "bilder")


def import_form(installation, *paths):
    return subprocess.run([PROGRAM, "--settings", installation.settings, "form", "import", *paths],
                          input=installation.passphrases["root"] + "\n", text=True,
                          capture_output=True, timeout=120)


def start(screen, installation, language):
    kiosk = Program(screen, ["kiosk", "--form", "bilder"], installation.settings)
    kiosk.tap("lang:" + language)
    kiosk.open_form()
    kiosk.wait_for("notice")
    kiosk.tap("nav:next")
    kiosk.wait_for("choice:ziel:haus")
    return kiosk


def look(screen, installation, language):
    kiosk = start(screen, installation, language)
    try:
        screen.picture(f"40-pictures-{language}")
        for size in (1, 2, 3):
            kiosk.tap("nav:look")
            kiosk.tap(f"look:size:{size}")
            kiosk.tap("look:done")
            kiosk.wait_for("picture:ziel")
            screen.picture(f"41-pictures-{language}-size-{size}")
        kiosk.tap("nav:look")
        kiosk.tap("look:contrast:1")
        kiosk.tap("look:done")
        kiosk.wait_for("picture:ziel")
        screen.picture(f"42-pictures-{language}-contrast")
    finally:
        kiosk.stop()


def fill_in(screen, installation):
    kiosk = start(screen, installation, "de")
    try:
        assert kiosk.find("picture:ziel")["role"] == "image", kiosk.find("picture:ziel")
        kiosk.tap("choice:ziel:bus")
        kiosk.tap("choice:ziel:anderes")
        kiosk.wait_for("choice:ziel:anderes")
        screen.picture("43-pictures-chosen")
        kiosk.tap("nav:next")
        kiosk.tap("choice:ort:d")
        assert kiosk.find("choice:ort:m") is None, "the table's rows are not filtered"
        kiosk.tap("nav:next")
        kiosk.wait_for("nav:handin")
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
        desk.wait_for("detail:back")
        until("the answers with the words of table and form", 60, lambda: all(
            word in " ".join(node.get("value", "") for node in desk.nodes()[1].values())
            for word in ("Dresden", "Bus und Bahn")))
        screen.picture("44-pictures-at-the-desk")
    finally:
        desk.stop()


def main():
    installation = Installation()
    done = import_form(installation, FOLDER)
    assert done.returncode == 0, done.stdout + done.stderr
    copy = os.path.join(installation.folder, "copy")
    shutil.copytree(FOLDER, copy)
    with open(os.path.join(copy, "orte.csv"), "a", encoding="utf-8") as table:
        table.write("z,s,Zwickau\n")
    done = import_form(installation, copy)
    assert done.returncode != 0 and "other content" in done.stderr, done.stdout + done.stderr
    # The originals are out of the kiosk's reach: what it shows, it has from the compiled form.
    office = os.path.join(installation.data, "office")
    os.rename(office, office + ".away")
    kiosk_files = {name for _, _, names in os.walk(os.path.join(installation.data, "kiosk"))
                   for name in names}
    assert not any(name.endswith((".xml", ".csv", ".png", ".jpg")) for name in kiosk_files)
    with_screen(installation, office)


def with_screen(installation, office):
    screen = VirtualScreen()
    try:
        for language in ("de", "ar", "ur"):
            look(screen, installation, language)
        fill_in(screen, installation)
        os.rename(office + ".away", office)
        read_at_desk(screen, installation)
    finally:
        screen.stop()


if __name__ == "__main__":
    sys.exit(main())
