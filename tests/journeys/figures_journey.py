# SPDX-License-Identifier: EUPL-1.2
"""The figures for funders: visits of the last quarters are counted at the desk, seen as charts,
printed on an IPP printer and saved, and written once more by the command. Paper, file and command
say the same; no number below five is anywhere."""
import csv
import io
import os
import re
import subprocess
import sys
import tempfile
import time

from driver import BUILD, PROGRAM, ROOT, Installation, Program, VirtualScreen, until

SUPPORT = os.path.join(ROOT, "tests", "support")
VISITS = int(os.environ.get("FIGURES_VISITS", "700"))


def fill_inbox(installation):
    subprocess.run([os.path.join(BUILD, "tests", "kiosk", "casework", "past_visits"),
                    installation.data, os.path.join(ROOT, "locales", "forms", "erstberatung.xml"),
                    str(VISITS)], check=True, timeout=900)


def text_of(pdf):
    return subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, text=True,
                          check=True, timeout=60).stdout


def figures(installation, *words):
    done = subprocess.run([PROGRAM, "--settings", installation.settings, "figures", *words],
                          input=installation.passphrases["reception"] + "\n", text=True,
                          capture_output=True, timeout=900, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def unlock(desk, installation):
    desk.tap("unlock:field")
    desk.wait_for("key:space")
    desk.type_on_screen(installation.passphrases["reception"])
    if desk.find("key:hide"):
        desk.tap("key:hide")
        desk.wait_gone("key:hide")
    desk.tap("unlock:go")
    until("the queue", 300, lambda: any(name.startswith("queue:") and name != "queue:scroll"
                                        for name in desk.nodes()[1]))


def on_the_screen(screen, installation, printed):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.wait_for("unlock:go")
        unlock(desk, installation)
        screen.picture("figures-01-queue")
        desk.tap("figures:open")
        begun = time.monotonic()
        desk.wait_for("figures:print", 600)
        print(f"{VISITS} visits counted in {time.monotonic() - begun:.1f} s")
        screen.picture("figures-02-charts")
        said = " ".join(node["name"] for node in desk.nodes()[1].values())
        assert "Kiosk-Vorgänge, keine Beratungen" in said and "Unter 5 oder verdeckt:" in said, said
        shown = re.search(r"(\d)\. Quartal (\d{4}): ([\d.]+) Vorgänge", said)
        for part in range(3):
            desk.scroll(-1)
        screen.picture("figures-03-further")
        desk.tap("figures:print")
        desk.wait_for("print:done", 60)
        assert printed(), "nothing came out of the printer"
        screen.picture("figures-04-printed")
        desk.tap("print:done")
        desk.tap("figures:save")
        desk.wait_for("print:done", 60)
        desk.tap("print:done")
        desk.tap("figures:earlier")
        desk.wait_for("figures:later")
        screen.picture("figures-05-earlier")
        desk.tap("figures:back")
        desk.wait_for("figures:open")
    finally:
        desk.stop()
    return f"{shown[2]}-Q{shown[1]}", int(shown[3].replace(".", ""))


def main():
    screen, folder = VirtualScreen(), tempfile.mkdtemp(prefix="journey-printer-")

    def printer(what, *words):
        done = subprocess.run([os.path.join(SUPPORT, "ipp_printer.sh"), what, folder, *words],
                              capture_output=True, timeout=60, check=(what == "start"))
        return done.stdout.decode().strip()

    def sheets():
        out = os.path.join(folder, "out")
        return [os.path.join(out, name) for name in os.listdir(out) if name.endswith(".pdf")]
    try:
        installation = Installation(printer=printer("start", "0"))
        fill_inbox(installation)
        quarter, total = on_the_screen(screen, installation, sheets)
        rows = list(csv.DictReader(io.StringIO(figures(installation))))
        assert {"quarter": quarter, "what": "records", "value": "all",
                "count": str(total)} in rows, (quarter, total)
        assert all(row["count"].startswith("<5") or int(row["count"]) >= 5 for row in rows), rows
        pdf = os.path.join(folder, "figures.pdf")
        figures(installation, "--pdf", pdf, "--quarter", quarter)
        (saved,) = [os.path.join(top, name) for top, _, names in os.walk(installation.data)
                    for name in names if name.startswith("Kiosk-Zahlen " + quarter)]
        assert text_of(pdf) == text_of(saved) == text_of(sheets()[0]), "paper and file differ"
        assert "keine Beratungen" in text_of(pdf)
        subprocess.run(["pdftoppm", "-r", "80", "-png", pdf,
                        os.path.join(os.environ.get("ANLAUFSTELLE_PICTURES",
                                                    os.path.join(BUILD, "pictures")),
                                     "figures-paper")], check=True, timeout=60)
    finally:
        printer("stop")
        screen.stop()
    print("screen, paper, file and command say the same, and nothing below five")


if __name__ == "__main__":
    sys.exit(main())
