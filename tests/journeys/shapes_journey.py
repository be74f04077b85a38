# SPDX-License-Identifier: EUPL-1.2
"""The first screens on each of the four screen shapes, in a left-to-right and a right-to-left
language: every control that is needed is on the screen and large enough for a finger."""
import sys

from driver import Installation, Program, VirtualScreen

SHAPES = {  # name: pixels and millimetres
    "tablet": (1280, 800, 217, 136),
    "portrait": (1080, 1920, 268, 476),
    "15-inch": (1920, 1080, 344, 194),
    "21-inch": (1920, 1080, 476, 268),
}
LEAST_MM = 12.7


def check_targets(kiosk, width_px, height_px, width_mm):
    pixels_per_mm = width_px / width_mm
    for name, node in kiosk.nodes()[1].items():
        if node["role"] not in ("button", "radio", "checkbox", "text_field"):
            continue
        x, y, w, h = node["rect"]
        assert x >= -0.5 and y >= -0.5 and x + w <= width_px + 0.5 and y + h <= height_px + 0.5, \
            f"{name} leaves the screen: {node['rect']}"
        partly = y <= 0.5 or y + h >= height_px - 0.5
        if w > 0 and h > 0 and not partly:
            assert min(w, h) >= LEAST_MM * pixels_per_mm - 1.0, f"{name} is too small: {node}"


def main():
    for shape, (width, height, width_mm, height_mm) in SHAPES.items():
        screen = VirtualScreen(width, height)
        installation = Installation(width_mm, height_mm)
        try:
            for tag in ("de", "ar", "ru", "en"):
                kiosk = Program(screen, ["kiosk"], installation.settings)
                try:
                    kiosk.wait_for("lang:" + tag)
                    screen.picture(f"shape-{shape}-start")
                    check_targets(kiosk, width, height, width_mm)
                    kiosk.tap("lang:" + tag)
                    kiosk.wait_for("home:form")
                    screen.picture(f"shape-{shape}-{tag}-home")
                    check_targets(kiosk, width, height, width_mm)
                    kiosk.open_form()
                    kiosk.wait_for("choice:f03_dringend:u1")
                    screen.picture(f"shape-{shape}-{tag}-urgent")
                finally:
                    kiosk.stop()
        finally:
            screen.stop()
    print(f"{len(SHAPES)} shapes drawn in four languages")


if __name__ == "__main__":
    sys.exit(main())
