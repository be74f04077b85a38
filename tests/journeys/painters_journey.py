# SPDX-License-Identifier: EUPL-1.2
"""The same screens painted by the processor and by OpenGL: the pictures are the same but for
rounding, also where the processor has painted only what a touch or a key changed."""
import re
import subprocess
import sys

from driver import Installation, Program, VirtualScreen

MOST_PER_CHANNEL = 3  # of 255


def visit(screen, settings, painter, tag):
    """One way through the screens; the pictures that it took."""
    pictures = []

    def look(name):
        pictures.append(screen.picture(f"painter-{painter}-{tag}-{name}"))

    kiosk = Program(screen, ["kiosk"], settings)
    try:
        kiosk.wait_for("lang:" + tag)
        look("start")
        kiosk.tap("lang:" + tag)
        kiosk.tap("home:info")
        kiosk.tap("page:duldung")
        kiosk.wait_for("page")
        look("page")
        kiosk.tap("nav:look")
        kiosk.wait_for("look:contrast:2")
        look("look")
        kiosk.tap("look:done")
        kiosk.wait_for("page")
        kiosk.tap("nav:home")
        kiosk.open_form()
        kiosk.wait_for("choice:f03_dringend:u1")
        look("urgent")
        for _ in range(3):
            screen.xdotool("key", "Tab")
        look("focus")
    finally:
        kiosk.stop()
    return pictures


def most_different(one, other):
    """The largest difference in any channel of any pixel, of 255."""
    done = subprocess.run(["compare", "-metric", "PAE", one, other, "null:"], timeout=60,
                          capture_output=True, text=True)
    found = re.match(r"[\d.e+]+ \(([\d.e+-]+)\)", done.stderr)
    assert found, done.stderr
    return float(found.group(1)) * 255


def main():
    screen = VirtualScreen()
    try:
        pictures = {}
        for painter in ("processor", "opengl"):
            installation = Installation(476, 268, drawing=painter)
            pictures[painter] = [picture for tag in ("de", "ur") for picture in
                                 visit(screen, installation.settings, painter, tag)]
        for one, other in zip(*pictures.values(), strict=True):
            difference = most_different(one, other)
            assert difference <= MOST_PER_CHANNEL, f"{one} and {other} differ by {difference}"
    finally:
        screen.stop()
    print(f"{len(pictures['processor'])} pictures alike")


if __name__ == "__main__":
    sys.exit(main())
