# SPDX-License-Identifier: EUPL-1.2
"""A receptionist prints, straight on an IPP printer and through a CUPS server: without paper, jammed,
switched off and back, tapped twice, with a CUPS server that is killed in the middle. Each time the
screen says in words what is the matter, it can be printed again, and no sheet comes out twice."""
import os
import subprocess
import sys
import tempfile
import time

from driver import DOUBLE_TAP_S, ROOT, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in

SUPPORT = os.path.join(ROOT, "tests", "support")


class Printer:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="journey-printer-")
        self.uri = self.run("start", "0")

    def run(self, what, *words):
        done = subprocess.run([os.path.join(SUPPORT, "ipp_printer.sh"), what, self.folder, *words],
                              capture_output=True, timeout=60, check=(what == "start"))
        return done.stdout.decode().strip()

    def set(self, control):
        # Renamed into place: the printer must not read a half of it.
        path = os.path.join(self.folder, "control")
        with open(path + ".new", "w", encoding="utf-8") as out:
            out.write(control)
        os.replace(path + ".new", path)

    def sheets(self):
        return len([name for name in os.listdir(os.path.join(self.folder, "out"))
                    if name.endswith(".pdf")])

    def switch_off(self):
        self.run("stop")

    def switch_on(self):
        self.run("start", self.uri.split(":")[2].split("/")[0])


class Cups:
    def __init__(self, printer):
        self.folder = tempfile.mkdtemp(prefix="journey-cups-")
        self.address = self.run("start", printer.uri)

    def run(self, what, *words):
        done = subprocess.run([os.path.join(SUPPORT, "cups_server.sh"), what, self.folder, *words],
                              capture_output=True, timeout=60, check=(what != "stop"))
        return done.stdout.decode().strip()

    def spooled(self):
        """Documents that lie in the spool."""
        spool = os.path.join(self.folder, "spool")
        return [name for name in os.listdir(spool) if name.startswith("d")]


class Desk:
    """Reception with one record open."""

    def __init__(self, screen, installation, environment=None):
        self.screen = screen
        self.program = Program(screen, ["desk"], installation.settings, environment)
        self.program.wait_for("unlock:go")
        self.program.tap("unlock:field")
        self.program.wait_for("key:space")
        self.program.type_on_screen(installation.passphrases["reception"])
        if self.program.find("key:hide"):
            self.program.tap("key:hide")
            self.program.wait_gone("key:hide")
        self.program.tap("unlock:go")
        record = until("the queue", 60, lambda: next(
            (name for name in self.program.nodes()[1]
             if name.startswith("queue:A")), None))
        self.program.tap(record)
        self.program.wait_for("detail:print")

    def says(self, words):
        return words in " ".join(node["name"] for node in self.program.nodes()[1].values())

    def wait_for_words(self, words, seconds=60):
        until(f"“{words}”", seconds, lambda: self.says(words))

    def print(self):
        self.program.tap("detail:print")

    def printed(self):
        self.program.wait_for("print:done", 60)
        self.program.tap("print:done")
        self.program.wait_gone("print:done")

    def failed(self, words, picture):
        self.program.wait_for("print:failed", 60)
        assert self.says(words), f"{words!r} isn't said"
        self.screen.picture(picture)
        self.program.tap("print:failed")
        self.program.wait_gone("print:failed")


def hand_in_one(screen, installation):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.tap("lang:fa-AF")
        kiosk.open_form()
        fill_in(kiosk, {"f03_dringend": "none", "f04_datenschutz": "OK", "f06_alter": "27_59"})
        hand_in(kiosk)
        kiosk.wait_for("receipt:number")
        inbox = os.path.join(installation.data, "inbox")
        until("the envelope in the inbox", 20, lambda: len(os.listdir(inbox)) == 1)
    finally:
        kiosk.stop()


def wait_for_sheets(printer, count):
    until(f"{count} sheets", 60, lambda: printer.sheets() == count)


def straight(screen, installation, printer):
    desk = Desk(screen, installation)
    try:
        # Twice by an impatient finger: one sheet.
        node = desk.program.find("detail:print")["rect"]
        x, y = node[0] + node[2] // 2, node[1] + node[3] // 2
        time.sleep(DOUBLE_TAP_S)
        tap = ["mousedown", 1, "sleep", 0.02, "mouseup", 1, "sleep", 0.05]
        screen.xdotool("mousemove", x, y, *tap, *tap, *tap)
        desk.program.last_tap = time.monotonic()
        desk.printed()
        assert printer.sheets() == 1, f"{printer.sheets()} sheets of a double tap"

        printer.set("paper")
        desk.print()
        desk.wait_for_words("kein Papier")
        screen.picture("print-01-paper")
        printer.set("ok")
        desk.printed()
        wait_for_sheets(printer, 2)

        printer.set("fail")
        desk.print()
        desk.failed("hat den Auftrag abgebrochen", "print-02-jam")
        printer.set("ok")

        printer.switch_off()
        desk.print()
        desk.failed("nicht erreichbar", "print-03-off")
        printer.switch_on()
        desk.print()
        desk.printed()
        wait_for_sheets(printer, 3)
    finally:
        desk.program.stop()


def through_cups(screen, installation, printer, cups):
    desk = Desk(screen, installation, screen.environment(CUPS_SERVER=cups.address))
    before = printer.sheets()
    try:
        desk.print()
        desk.printed()
        wait_for_sheets(printer, before + 1)
        until("an empty spool", 20, lambda: not cups.spooled())

        printer.set("paper")
        desk.print()
        desk.wait_for_words("kein Papier")
        screen.picture("print-04-cups-paper")
        printer.set("ok")
        desk.printed()
        wait_for_sheets(printer, before + 2)
        until("an empty spool", 20, lambda: not cups.spooled())

        printer.set("fail")
        desk.print()
        desk.failed("hat den Auftrag abgebrochen", "print-05-cups-jam")
        printer.set("ok")
        until("an empty spool", 20, lambda: not cups.spooled())

        # Away and back while the queue holds the job: it prints by itself, once.
        printer.switch_off()
        desk.print()
        until("word of the trouble", 60, lambda: desk.says("antwortet gerade nicht")
              or desk.says("dauert länger"))
        screen.picture("print-06-cups-off")
        printer.switch_on()
        desk.printed()
        wait_for_sheets(printer, before + 3)
        until("an empty spool", 20, lambda: not cups.spooled())

        # Killed while it holds a sheet. Nobody knows then whether it comes out; the screen says so.
        printer.set("slow")
        desk.print()
        until("the sheet at the server", 30, cups.spooled)
        desk.wait_for_words("Der Drucker arbeitet")  # the server has said that it has all of it
        cups.run("kill")
        desk.wait_for_words("antwortet gerade nicht")
        screen.picture("print-07-cups-killed")
        desk.program.tap("print:cancel")
        desk.failed("ob doch ein Blatt gekommen", "print-08-cups-unknown")
        printer.set("ok")
        cups.run("again")
        desk.print()
        desk.printed()
    finally:
        desk.program.stop()


def main():
    screen = VirtualScreen()
    printer = Printer()
    cups = None
    try:
        installation = Installation(printer=printer.uri)
        hand_in_one(screen, installation)
        straight(screen, installation, printer)
        cups = Cups(printer)
        with open(installation.settings, encoding="utf-8") as file:
            settings = file.read().replace(printer.uri, "laufzettel")
        with open(installation.settings, "w", encoding="utf-8") as file:
            file.write(settings)
        through_cups(screen, installation, printer, cups)
    finally:
        if cups:
            cups.run("stop")
        printer.switch_off()
        screen.stop()
    print("every fault of printing was said, and no sheet came twice")


if __name__ == "__main__":
    sys.exit(main())
