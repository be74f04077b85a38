# SPDX-License-Identifier: EUPL-1.2
"""Drives the real program in a real window: a virtual screen, taps by xdotool, the semantic tree
to find things by name, pictures of the screen. Everything it starts it stops by process id."""
import json
import os
import signal
import subprocess
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BUILD = os.environ.get("ANLAUFSTELLE_BUILD", os.path.join(ROOT, "build"))
PICTURES = os.environ.get("ANLAUFSTELLE_PICTURES", os.path.join(BUILD, "pictures"))
PROGRAM = os.path.join(BUILD, "anlaufstelle-testing")


class Failed(Exception):
    pass


def until(what, seconds, attempt):
    """Asks `attempt` again until it returns something true; bounded."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = attempt()
        if answer:
            return answer
        time.sleep(0.01)
    raise Failed(f"waited {seconds} s for {what}")


class VirtualScreen:
    """An Xvfb of its own on a free display number."""

    def __init__(self, width=1920, height=1080):
        self.width, self.height = width, height
        read_end, write_end = os.pipe()
        self.process = subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", f"{width}x{height}x24",
             "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(write_end)
        with os.fdopen(read_end) as pipe:
            number = pipe.readline().strip()
        if not number:
            raise Failed("Xvfb did not start")
        self.display = ":" + number

    def environment(self, **more):
        return dict(os.environ, DISPLAY=self.display, LIBGL_ALWAYS_SOFTWARE="1", **more)

    def xdotool(self, *words):
        subprocess.run(["xdotool", *map(str, words)], env=self.environment(), check=True,
                       stdout=subprocess.DEVNULL, timeout=60)

    def picture(self, name):
        os.makedirs(PICTURES, exist_ok=True)
        path = os.path.join(PICTURES, name + ".png")
        subprocess.run(["import", "-window", "root", "-depth", "8", path],
                       env=self.environment(), check=True, timeout=60)
        return path

    def stop(self):
        self.process.terminate()
        self.process.wait(20)


# The program ignores a second tap within 300 ms unless it meets what stood there before.
DOUBLE_TAP_S = 0.35


class Program:
    """The kiosk or the desk in its window."""

    def __init__(self, screen, words, settings, environment=None, tree=True):
        self.screen = screen
        self.folder = tempfile.mkdtemp(prefix="journey-")
        self.tree_file = os.path.join(self.folder, "tree.jsonl")
        command = [PROGRAM, "--settings", settings, *words]
        if tree:
            command += ["--tree", self.tree_file]
        self.last_tap = 0.0
        self.log = open(os.path.join(self.folder, "log"), "w+b")
        self.process = subprocess.Popen(command, env=environment or screen.environment(),
                                        stdout=self.log, stderr=self.log)

    def nodes(self):
        try:
            with open(self.tree_file, encoding="utf-8") as lines:
                rows = [json.loads(line) for line in lines]
        except (FileNotFoundError, json.JSONDecodeError):
            return 0, {}
        frame = rows[-1].get("frame", 0) if rows else 0
        for row in rows[:-1]:
            row["rect"] = [row[key] for key in ("x", "y", "w", "h")]
        return frame, {row["id"]: row for row in rows if row.get("id")}

    def find(self, name):
        return self.nodes()[1].get(name)

    def wait_for(self, name, seconds=20):
        def look():
            if self.process.poll() is not None:
                raise Failed(f"the program ended ({self.process.returncode}): {self.output()}")
            return self.find(name)
        try:
            return until(name, seconds, look)
        except Failed as failed:
            raise Failed(f"{failed}; on the screen: {sorted(self.nodes()[1])}; {self.output()}")

    def wait_gone(self, name, seconds=20):
        until(f"{name} to go", seconds, lambda: self.find(name) is None)

    def tap_at(self, x, y):
        self.screen.xdotool("mousemove", int(x), int(y), "mousedown", 1, "sleep", 0.02,
                            "mouseup", 1)

    def tap(self, name, seconds=20):
        node = self.wait_for(name, seconds)
        for attempt in range(40):
            x, y, w, h = node["rect"]
            if w >= 4 and h >= 4 and node["enabled"]:
                break
            self.scroll(-1 if attempt < 20 else 1)  # down to the end, then back up
            node = self.wait_for(name, seconds)
        if not name.startswith("key:"):
            time.sleep(max(0.0, self.last_tap + DOUBLE_TAP_S - time.monotonic()))
        self.tap_at(x + w / 2, y + h / 2)
        self.last_tap = time.monotonic()
        return node

    def open_form(self, form="erstberatung", seconds=20):
        """From home; where there are several forms, by way of the screen that asks which."""
        self.tap("home:form", seconds)
        until("the form", seconds,
              lambda: self.find("forms:" + form) or not self.find("home:form"))
        if self.find("forms:" + form):
            self.tap("forms:" + form)

    def scroll(self, direction):
        """A slow drag, so that nothing keeps rolling after the finger."""
        area = next((node["rect"] for node in self.nodes()[1].values()
                     if node["role"] == "scroll"), [0, 0, self.screen.width, self.screen.height])
        middle_x, middle_y = area[0] + area[2] // 2, area[1] + area[3] // 2
        step = min(240, area[3] // 3) * direction
        moves = ["mousemove", middle_x, middle_y, "mousedown", 1]
        for part in range(1, 7):
            moves += ["sleep", 0.02, "mousemove", middle_x, middle_y + step * part // 6]
        self.screen.xdotool(*moves, "sleep", 0.25, "mouseup", 1)
        time.sleep(0.1)

    def type_on_screen(self, text):
        """Every character by its own key of the on-screen keyboard."""
        for character in text:
            key = {" ": "key:space", "\n": "key:enter"}.get(character, "key:" + character)
            if self.find(key) is None and self.find("key:shift") is not None:
                self.tap("key:shift")
                self.wait_for(key)
            before = self.nodes()[0]
            self.tap(key)
            until("the key to be drawn", 10, lambda: self.nodes()[0] > before)
        return text

    def output(self):
        self.log.flush()
        with open(self.log.name, "rb") as log:
            return log.read()[-2000:].decode("utf-8", "replace")

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(10)
        self.log.close()


class Installation:
    """A data folder with a demo office, and the settings that point to it."""

    def __init__(self, width_mm=476, height_mm=268, printer="", idle=None,
                 drawing="processor", ballast_mib=1, slips="",
                 slips_paper="a4"):
        self.folder = tempfile.mkdtemp(prefix="journey-data-")
        self.data = os.path.join(self.folder, "data")
        self.settings = os.path.join(self.folder, "settings.toml")
        idle = idle or {"warning_s": 600, "end_s": 700, "desk_lock_s": 600}
        with open(self.settings, "w", encoding="utf-8") as out:
            out.write(f'[data]\nfolder = "{self.data}"\n'
                      f'ballast_mib = {ballast_mib}\n[printer]\nqueue = "{printer}"\nslips = "{slips}"\n'
                      f'slips_paper = "{slips_paper}"\n'
                      f"[screen]\nwidth_mm = {width_mm}\nheight_mm = {height_mm}\n"
                      f'drawing = "{drawing}"\n[idle]\n')
            out.writelines(f"{key} = {value}\n" for key, value in idle.items())
        subprocess.run([PROGRAM, "--settings", self.settings, "setup", "--demo"], check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        self.passphrases = {}
        with open(os.path.join(self.data, "demo-passphrases.txt"), encoding="utf-8") as lines:
            for line in lines:
                words = line.split()
                if len(words) == 2:
                    self.passphrases[words[0]] = words[1]
