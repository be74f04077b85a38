# SPDX-License-Identifier: EUPL-1.2
"""Who was here before says in Dari what is new, and an employer asks in French for somebody who stays
without a name; counselling reads both in German. What is only spoken about is stored nowhere."""
import csv
import io
import json
import os
import subprocess
import sys
import time
import xml.etree.ElementTree

from driver import PROGRAM, Installation, Program, VirtualScreen, until
from visit import fill_in, hand_in

FOLLOW = {
    "f03_dringend": "none", "f04_datenschutz": "OK", "f05_name": {"text": "لیلا", "print": True},
    "b05_neu": ["brief", "arbeit", "strafsache"], "b05_von": ["bamf"], "b06_papier_brief": "ja",
    "b07_aufgaben": "teil", "b07_grund": ["termin"], "f20_anliegen": "arbeit",
}
THIRD = {
    "c07_eilig": "wochen4", "f04_datenschutz": "OK", "c02_rolle": "arbeitgeber",
    "c04_wissen": "muendlich", "c06_thema": ["erlaubnis", "ausbildung"],
    "c09_stelle": {"text": "boulanger"}, "c09_vertrag": "nein", "c09_erlaubnis": "unklar",
    "c13_frage": {"text": "quand commencer"}, "c03_organisation": {"text": "atelier"},
}


def visit(screen, installation, language, form, answers, never=()):
    kiosk = Program(screen, ["kiosk"], installation.settings)
    try:
        kiosk.wait_for("lang:" + language)
        kiosk.tap("lang:" + language)
        kiosk.wait_for("home:form")
        if form == "folgeberatung":
            kiosk.tap("home:form")
            kiosk.wait_for("forms:" + form)
            screen.picture("forms-choice-" + language)
            kiosk.tap("nav:back")
        kiosk.open_form(form)
        done = fill_in(kiosk, answers, lambda name: screen.picture(f"{form}-{name}"))
        missing = [question for question in answers if question not in done]
        assert not missing, f"never asked: {missing}"
        wrong = [question for question in never if question in done]
        assert not wrong, f"asked: {wrong}"
        screen.picture(f"{form}-review")
        hand_in(kiosk)
        kiosk.wait_for("receipt:done")
        number = kiosk.find("receipt:number")["name"]
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:" + language)
        return number
    finally:
        kiosk.stop()


def read_at_the_desk(screen, installation, number, folder):
    desk = Program(screen, ["desk"], installation.settings)
    try:
        desk.wait_for("unlock:field")
        desk.tap("unlock:field")
        desk.wait_for("key:space")
        desk.type_on_screen(installation.passphrases["counselling"])
        if desk.find("key:hide"):
            desk.tap("key:hide")
            desk.wait_gone("key:hide")
        desk.tap("unlock:go")
        desk.wait_for(f"queue:{number}", 60)
        desk.tap(f"queue:{number}")
        desk.wait_for("detail:paper")
        screen.picture(f"further-detail-{number}")
        desk.tap("detail:paper")
        desk.wait_for("paper:page:1")
        screen.picture(f"further-paper-{number}")
        desk.tap("paper:save")
        pdf = until("the PDF", 30, lambda: next(
            (os.path.join(top, name) for top, _, names in os.walk(folder)
             for name in names if name.endswith(".pdf") and number in name), None))
        desk.wait_for("print:done")
        text = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True,
                              capture_output=True).stdout.decode("utf-8")
        return " ".join(text.split())
    finally:
        desk.stop()


def run(installation, words, *typed):
    done = subprocess.run([PROGRAM, "--settings", installation.settings, *words], text=True,
                          input="".join(line + "\n" for line in typed), capture_output=True,
                          timeout=120, check=False)
    return done.returncode, done.stdout + done.stderr


def export(installation):
    """Sealed to a key of the stock age tool, readable after a word, and only by counselling."""
    counselling = installation.passphrases["counselling"]
    folder = os.path.join(installation.folder, "export")
    code, out = run(installation, ["export", folder], installation.passphrases["reception"])
    assert code == 1 and "only counselling" in out and not os.path.exists(folder), out
    code, out = run(installation, ["export", folder], counselling, "yes")
    assert code == 1 and not os.path.exists(folder), out
    key = os.path.join(installation.folder, "key")
    made = subprocess.run(["age-keygen", "-o", key], capture_output=True, text=True, check=True)
    recipient = made.stderr.split()[-1]
    for form in ("json", "csv", "xml"):
        code, out = run(installation, ["export", folder, "--format", form, "--to", recipient],
                        counselling)
        assert code == 0 and "2 records" in out, out
    assert all(name.endswith(".age") for name in os.listdir(folder)), os.listdir(folder)

    def opened(name):
        return subprocess.run(["age", "-d", "-i", key, os.path.join(folder, name)], check=True,
                              capture_output=True).stdout.decode("utf-8")

    records = json.loads(opened("records.json.age"))
    assert len(records) == 2 and {one["form"] for one in records} == {"folgeberatung",
                                                                     "drittanfrage"}, records
    rows = list(csv.DictReader(io.StringIO(opened("records.csv.age").lstrip("\ufeff"))))
    assert any(row["answer"] == "boulanger" for row in rows), rows
    for number in (1, 2):
        xml.etree.ElementTree.fromstring(opened(f"submission-{number}.xml.age"))
    code, out = run(installation, ["export", folder + "2"], counselling, "clear")
    assert code == 0, out
    with open(folder + "2/records.csv", encoding="utf-8") as clear:
        assert "boulanger" in clear.read()
    assert os.stat(folder + "2/records.csv").st_mode & 0o77 == 0
    code, out = run(installation, ["verify"], counselling)
    assert code == 0, out


def main():
    screen = VirtualScreen()
    try:
        installation = Installation()
        follow = visit(screen, installation, "fa-AF", "folgeberatung", FOLLOW)
        time.sleep(1)
        third = visit(screen, installation, "fr", "drittanfrage", THIRD,
                      never=("c05_kennwort", "f15_papier", "f06_alter"))
        text = read_at_the_desk(screen, installation, follow, installation.folder)
        for wanted in ("Was ist seit dem letzten Gespräch neu?", "Brief oder Bescheid",
                       "Arbeit begonnen, beendet oder gewechselt", "BAMF", "Einen Teil",
                       "Ich habe keinen Termin bekommen"):
            assert wanted in text, f"{wanted!r} is not on the sheet: {text}"
        assert "Strafsache: nur im Gespräch" not in text, "a criminal matter is on the sheet"
        text = read_at_the_desk(screen, installation, third, installation.folder)
        for wanted in ("Arbeitgeber oder Ausbildungsbetrieb", "Ja, sie hat es mir gesagt",
                       "Arbeitserlaubnis", "boulanger", "Das ist unklar", "quand commencer",
                       "atelier"):
            assert wanted in text, f"{wanted!r} is not on the sheet: {text}"
        export(installation)
    finally:
        screen.stop()
    print(f"{follow} and {third} were read in German")


if __name__ == "__main__":
    sys.exit(main())
