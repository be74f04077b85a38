# SPDX-License-Identifier: EUPL-1.2
"""From the waiting room to the desk by way of a PostgreSQL server: what is handed in shows at the
desk without a touch, and a mark there goes to the other desks; while the server is dead both sides say so and nobody waits for it; when it is
back, what was handed in meanwhile arrives by itself."""
import os
import subprocess
import sys
import tempfile

from driver import PROGRAM, ROOT, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in

SUPPORT = os.path.join(ROOT, "tests", "support", "postgres_server.sh")
SHORT = {"f03_dringend": "none", "f04_datenschutz": "OK", "f06_alter": "27_59"}


class Server:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="journey-postgres-")
        self.run("start")
        self.sql(self.made_by("server-schema"))
        self.sql(self.made_by("server-schema", "--add", "kiosk-1"))
        self.sql(self.made_by("server-schema", "--role", "desk", "--add", "desk-1"))

    def made_by(self, *words):
        return subprocess.run([PROGRAM, *words], capture_output=True, check=True,
                              timeout=60).stdout.decode()

    def run(self, what, text=""):
        return subprocess.run([SUPPORT, what, self.folder], input=text.encode(), check=True,
                              capture_output=True, timeout=60).stdout.decode().strip()

    def sql(self, text):
        return self.run("sql", text)


def names(program):
    return " ".join(node["name"] for node in program.nodes()[1].values())


def visit(kiosk):
    kiosk.tap("lang:ps")
    kiosk.open_form()
    fill_in(kiosk, SHORT)
    hand_in(kiosk)
    kiosk.wait_for("receipt:number")
    number = kiosk.find("receipt:number")["name"]
    kiosk.tap("receipt:done")
    kiosk.wait_for("lang:ps")
    return number


def waiting(installation):
    return subprocess.run([PROGRAM, "--settings", installation.settings, "sync"],
                          capture_output=True, timeout=60, check=False).stdout.decode()


def unlock(desk, installation):
    desk.tap("unlock:field")
    desk.wait_for("key:space")
    desk.type_on_screen(installation.passphrases["reception"])
    if desk.find("key:hide"):
        desk.tap("key:hide")
        desk.wait_gone("key:hide")
    desk.tap("unlock:go")
    desk.wait_for("list:search", 60)


def whole_way(screen, installation, server):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    desk = None
    try:
        first = visit(kiosk)
        until("the envelope on the server", 30,
              lambda: server.sql("SELECT count(*) FROM intake.envelope") == "1")
        kiosk.stop()  # one window on the screen at a time
        desk = Program(screen, ["desk"], installation.settings)
        unlock(desk, installation)
        desk.wait_for(f"queue:{first}", 60)
        until("the server told", 30, lambda: server.sql(
            "SELECT count(*) FROM intake.envelope WHERE taken_at IS NOT NULL") == "1")

        desk.tap(f"queue:{first}")
        desk.tap("detail:done", 60)
        until("a word for the other desks", 30,
              lambda: server.sql("SELECT count(*) FROM intake.event") == "1")
        screen.picture("server-00-done")
        desk.tap("detail:back")
        desk.wait_for(f"queue:{first}", 60)

        server.run("kill")
        until("word of the server", 60, lambda: "Vom Server des Vereins" in names(desk))
        screen.picture("server-01-away")
        assert desk.find(f"queue:{first}"), "the list is gone with the server"
        desk.stop()

        kiosk = Program(screen, ["kiosk"], installation.settings)
        second = visit(kiosk)
        until("word of what waits", 30, lambda: "1 record waits" in waiting(installation))
        server.run("again")
        until("the second envelope", 90,
              lambda: server.sql("SELECT count(*) FROM intake.envelope") == "2")
        until("word that nothing waits", 30, lambda: "1 record" not in waiting(installation))
        kiosk.stop()
        desk = Program(screen, ["desk"], installation.settings)
        unlock(desk, installation)
        desk.wait_for(f"queue:{second}", 60)
        assert "Vom Server des Vereins" not in names(desk)
        screen.picture("server-02-back")
    finally:
        kiosk.stop()
        if desk:
            desk.stop()


def main():
    screen = VirtualScreen()
    server = Server()
    try:
        installation = Installation()
        with open(installation.settings, "a", encoding="utf-8") as out:
            out.write(f'[sync]\nserver = "{server.folder}"\ndesk_name = "desk-1"\n')
        whole_way(screen, installation, server)
    finally:
        server.run("stop")
        screen.stop()
    print("both records went by the server, with it dead in between")


if __name__ == "__main__":
    sys.exit(main())
