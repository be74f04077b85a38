#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A form with sounds and a photograph: heard through GStreamer's own player, seen by a camera that
is a test picture, and read at the desk. A kiosk without a camera doesn't offer the form."""
import math
import os
import struct
import subprocess
import sys
import time
import wave

from driver import PROGRAM, Installation, Program, VirtualScreen, until
from visit import hand_in

FORM = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
        xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
        xmlns:kiosk="urn:anlaufstelle:kiosk">
<h:head><h:title>Brief</h:title><model><itext>
<translation lang="de" default="true()">
  <text id="art"><value>Was für einen Brief haben Sie bekommen?</value><value form="audio">jr://audio/art.wav</value></text>
  <text id="art:hint"><value>Sie müssen den Brief nicht verstehen.</value><value form="guidance">Oben auf dem Brief steht, wer ihn geschickt hat: ein Amt, ein Gericht oder jemand anderes.</value></text>
  <text id="amt"><value>Von einem Amt</value><value form="audio">jr://audio/amt.wav</value></text>
  <text id="gericht"><value>Vom Gericht</value><value form="audio">jr://audio/gericht.wav</value></text>
  <text id="foto"><value>Möchten Sie uns den Brief zeigen?</value></text>
</translation>
<translation lang="ar">
  <text id="art"><value>ما نوع الرسالة التي وصلتكم؟</value><value form="audio">jr://audio/art.wav</value></text>
  <text id="art:hint"><value>ليس من الضروري أن تفهموا الرسالة.</value><value form="guidance">في أعلى الرسالة مكتوب من أرسلها: دائرة أو محكمة أو شخص آخر.</value></text>
  <text id="amt"><value>من دائرة</value></text><text id="gericht"><value>من المحكمة</value></text>
  <text id="foto"><value>هل تريدون أن ترونا الرسالة؟</value></text>
</translation>
<translation lang="ur">
  <text id="art"><value>آپ کو کس قسم کا خط ملا ہے؟</value><value form="audio">jr://audio/art.wav</value></text>
  <text id="art:hint"><value>آپ کے لیے خط سمجھنا ضروری نہیں۔</value><value form="guidance">خط کے اوپر لکھا ہوتا ہے کہ کس نے بھیجا ہے: کوئی دفتر، عدالت یا کوئی اور۔</value></text>
  <text id="amt"><value>کسی دفتر سے</value></text><text id="gericht"><value>عدالت سے</value></text>
  <text id="foto"><value>کیا آپ ہمیں خط دکھانا چاہتے ہیں؟</value></text>
</translation></itext>
<instance><data id="brief" version="1"><art/><foto/><orx:meta><orx:instanceID/></orx:meta></data></instance>
<bind nodeset="/data/foto" type="binary" kiosk:print="P" orx:max-pixels="1024"/>
</model></h:head><h:body>
<select1 ref="/data/art"><label ref="jr:itext('art')"/><hint ref="jr:itext('art:hint')"/>
<item><label ref="jr:itext('amt')"/><value>amt</value></item>
<item><label ref="jr:itext('gericht')"/><value>gericht</value></item></select1>
<upload ref="/data/foto" mediatype="image/*" appearance="new"><label ref="jr:itext('foto')"/></upload>
</h:body></h:html>
"""
RATE = 8000


def write_sound(path, seconds):
    with wave.open(path, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", int(8000 * math.sin(i / 3)))
                                 for i in range(int(seconds * RATE))))


def import_form(installation):
    folder = os.path.join(installation.folder, "brief")
    os.makedirs(folder)
    with open(os.path.join(folder, "brief.xml"), "w", encoding="utf-8") as out:
        out.write(FORM)
    for name, seconds in (("art", 1), ("amt", 60), ("gericht", 1)):
        write_sound(os.path.join(folder, name + ".wav"), seconds)
    done = subprocess.run(
        [PROGRAM, "--settings", installation.settings, "form", "import", folder],
        input=installation.passphrases["root"] + "\n", text=True, capture_output=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr


def start(screen, installation, language):
    kiosk = Program(screen, ["kiosk", "--form", "brief"], installation.settings)
    kiosk.tap("lang:" + language)
    return kiosk


def open_form(kiosk):
    kiosk.open_form()
    kiosk.wait_for("notice")
    kiosk.tap("nav:next")
    kiosk.wait_for("listen:art")
    time.sleep(0.5)


def players():
    """The processes of this machine that play something from here."""
    found = subprocess.run(["pgrep", "-f", "gst-launch-1.0 --quiet fdsrc"], capture_output=True,
                           text=True, timeout=20).stdout
    return found.split()


def refuse_without_camera(screen, installation):
    kiosk = start(screen, installation, "de")
    try:
        kiosk.wait_for("home:info")
        assert kiosk.find("home:form") is None, "a form with photographs, and no camera"
        assert "camera.source" in kiosk.output(), kiosk.output()
    finally:
        kiosk.stop()


def listen(kiosk, played):
    kiosk.tap("listen:art")
    until("the sound's end", 30, lambda: os.path.exists(played) and
          os.path.getsize(played) >= RATE * 2 and kiosk.find("listen:art")["name"])
    kiosk.tap("listen:choice:art:amt")
    until("a player", 20, players)
    kiosk.tap("listen:choice:art:amt")
    until("the player to go", 20, lambda: not players())


def look(screen, installation):
    for language in ("de", "ar", "ur"):
        kiosk = start(screen, installation, language)
        try:
            open_form(kiosk)
            kiosk.tap("guidance:art")
            time.sleep(0.4)
            screen.picture(f"60-media-{language}")
            kiosk.tap("nav:next")
            kiosk.wait_for("seen:foto")
            time.sleep(0.6)
            screen.picture(f"61-camera-{language}")
        finally:
            kiosk.stop()


def visit(screen, installation, played):
    kiosk = start(screen, installation, "de")
    try:
        open_form(kiosk)
        listen(kiosk, played)
        kiosk.tap("choice:art:gericht")
        kiosk.tap("nav:next")
        kiosk.wait_for("seen:foto")
        time.sleep(0.5)
        kiosk.tap("photo:foto")
        kiosk.wait_for("taken:foto")
        time.sleep(0.5)
        screen.picture("62-photograph")
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
        desk.wait_for("detail:picture")
        screen.picture("63-photograph-at-the-desk")
    finally:
        desk.stop()


def main():
    installation = Installation()
    import_form(installation)
    played = os.path.join(installation.folder, "played.raw")
    screen = VirtualScreen()
    try:
        refuse_without_camera(screen, installation)
        with open(installation.settings, "a", encoding="utf-8") as out:
            out.write('[sound]\noutput = "audio/x-raw,format=S16LE,rate=8000,channels=1 ! filesink '
                      f'sync=true location={played}"\n'
                      '[camera]\nsource = "videotestsrc is-live=true pattern=smpte"\n')
        visit(screen, installation, played)
        read_at_desk(screen, installation)
        look(screen, installation)
    finally:
        screen.stop()


if __name__ == "__main__":
    sys.exit(main())
