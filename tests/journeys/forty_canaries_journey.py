#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Forty canaries in one visit that takes a code, hides, is killed, goes on twice, hands in, and is
printed at the desk: all of them in the process in mid-visit, so that the search works, and none on
a disk at any time or in the process once the visit is over."""
import os
import signal
import subprocess
import sys
import tempfile
import time

import canary_journey
import code_journey
from driver import PROGRAM, ROOT, Failed, Installation, Program, VirtualScreen, until
from visit import hand_in

FIELDS = 20
CANARIES = [f"zeisig{number:02d}{'qxwvjk'[number % 6]}{'aeiou'[number % 5]}rp"
            for number in range(2 * FIELDS)]


def form():
    names = [f"feld{number:02d}" for number in range(FIELDS)]
    binds = "".join(f'<bind nodeset="/data/{name}" type="string" kiosk:print="P"/>'
                    for name in names)
    body = "".join(f'<input ref="/data/{name}"><label>{name}</label></input>' for name in names)
    return ('<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" '
            'xmlns:h="http://www.w3.org/1999/xhtml" xmlns:orx="http://openrosa.org/xforms" '
            'xmlns:kiosk="urn:anlaufstelle:kiosk"><h:head><h:title>Kanarien</h:title><model>'
            '<instance><data id="kanarien" version="1">' + "".join(f"<{n}/>" for n in names) +
            "<orx:meta><orx:instanceID/></orx:meta></data></instance>" + binds +
            "</model></h:head><h:body>" + body + "</h:body></h:html>")


def import_form(installation):
    path = os.path.join(installation.folder, "kanarien.xml")
    with open(path, "w", encoding="utf-8") as out:
        out.write(form())
    done = subprocess.run(
        [PROGRAM, "--settings", installation.settings, "form", "import", path],
        input=installation.passphrases["root"] + "\n", text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def type_fields(screen, kiosk, first, last):
    for number in range(first, last):
        field = f"field:feld{number:02d}"
        kiosk.tap(field)
        screen.xdotool("type", "--delay", "12", " ".join(CANARIES[2 * number:2 * number + 2]))
        screen.xdotool("key", "Return")
        kiosk.wait_gone("key:a")
        kiosk.tap("nav:next")
        kiosk.wait_gone(field)
        time.sleep(0.4)  # a new screen takes no tap that was meant for the one before


class Places:
    """Where a canary could lie: data, home, temporary folders."""

    def __init__(self, screen, slips):
        self.installation = Installation(printer=slips)
        import_form(self.installation)
        self.home = tempfile.mkdtemp(prefix="journey-home-")
        self.environment = screen.environment(HOME=self.home, TMPDIR=self.home,
                                              XDG_CACHE_HOME=self.home, XDG_RUNTIME_DIR=self.home)

    def kiosk(self, screen):
        kiosk = Program(screen, ["kiosk", "--tree-answers", "--form", "kanarien"],
                        self.installation.settings, self.environment)
        # What --tree-answers writes is the test's own window into the screen.
        kiosk.tap("lang:de")
        return kiosk

    def check(self, when):
        found = canary_journey.search_folders(self.installation.folder, self.home)
        assert not found, f"{when}, on the disk: {found}"


def visit(screen, places):
    kiosk = places.kiosk(screen)
    kiosk.open_form()
    kiosk.wait_for("notice")
    kiosk.tap("nav:next")
    kiosk.wait_for("field:feld00")
    time.sleep(0.5)
    code = code_journey.take_code(kiosk)
    time.sleep(0.5)
    type_fields(screen, kiosk, 0, 8)
    kiosk.tap("nav:hide")
    kiosk.wait_for("lang:de")
    found = canary_journey.search_memory(kiosk.process.pid)
    assert not found, f"after hiding, {found} are in memory"
    places.check("after hiding")
    kiosk.tap("lang:de")
    code_journey.go_on(kiosk, code)
    type_fields(screen, kiosk, 8, 14)
    os.kill(kiosk.process.pid, signal.SIGKILL)
    kiosk.stop()
    places.check("after a kill")

    kiosk = places.kiosk(screen)
    try:
        code_journey.go_on(kiosk, code)
        type_fields(screen, kiosk, 14, FIELDS)
        kiosk.wait_for("nav:handin")
        during = canary_journey.search_memory(kiosk.process.pid)
        assert during == set(CANARIES), f"in mid-visit {set(CANARIES) - during} were not found"
        places.check("in mid-visit")
        hand_in(kiosk)
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:de")
        after = canary_journey.search_memory(kiosk.process.pid)
        assert not after, f"still in memory after the visit: {after}"
        places.check("after the visit")
    finally:
        kiosk.stop()


def print_at_desk(screen, places, paper):
    desk = Program(screen, ["desk"], places.installation.settings, places.environment)
    try:
        desk.tap("unlock:field")
        screen.xdotool("type", "--delay", "15", places.installation.passphrases["counselling"])
        desk.tap("unlock:go")
        row = until("the record", 60, lambda: next(
            (name for name in desk.nodes()[1]
             if name.startswith("queue:") and name != "queue:scroll"), None))
        desk.tap(row)
        desk.tap("detail:print")
        desk.wait_for("print:done", 60)
        desk.tap("lock")
        desk.wait_for("unlock:go")
        after = canary_journey.search_memory(desk.process.pid)
        assert not after, f"still in the desk's memory after it was locked: {after}"
        places.check("after printing")
    finally:
        desk.stop()
    printed = os.path.join(paper, "out", "1.pdf")
    text = subprocess.run(["pdftotext", printed, "-"], check=True, capture_output=True,
                          text=True, timeout=60).stdout
    missing = [canary for canary in CANARIES if canary not in text]
    assert not missing, f"not on paper: {missing}"


def main():
    if os.geteuid() != 0:
        raise Failed("searching another process's memory needs root")
    canary_journey.CANARIES = CANARIES
    printer = os.path.join(ROOT, "tests", "support", "ipp_printer.sh")
    paper = tempfile.mkdtemp(prefix="journey-printer-")
    uri = subprocess.run([printer, "start", paper, "0"], check=True, capture_output=True,
                         timeout=60).stdout.decode().split()[-1]
    screen = VirtualScreen()
    try:
        places = Places(screen, uri)
        visit(screen, places)
        print_at_desk(screen, places, paper)
    finally:
        screen.stop()
        subprocess.run([printer, "stop", paper], timeout=60)
    print(f"{len(CANARIES)} canaries found in mid-visit and on paper, none anywhere else")


if __name__ == "__main__":
    sys.exit(main())
