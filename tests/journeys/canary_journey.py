# SPDX-License-Identifier: EUPL-1.2
"""Typed canaries: found everywhere in the process while the visit runs (so the search works),
nowhere in its memory, its data folder or its temporary folders once the visit is over."""
import os
import sys
import tempfile

from driver import Failed, Installation, Program, VirtualScreen
from visit import fill_in, hand_in

NAME = "زرافهبيضاء"
TEXT = "قنديلغريب ومظلهصفراء"
CANARIES = [NAME, *TEXT.split()]
ANSWERS = {
    "f03_dringend": "none",
    "f04_datenschutz": "OK",
    "f05_name": {"text": NAME},
    "f20_anliegen": "arbeit",
    "f20_text": {"text": TEXT},
}
CODES = ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def found_in(data):
    # What all of them begin with is looked for first: a memory is large, and most of it has none.
    begin = os.path.commonprefix(CANARIES)
    if begin and not any(begin.encode(code) in data for code in CODES):
        return set()
    return {canary for canary in CANARIES for code in CODES if canary.encode(code) in data}


def memory_of(pid):
    """Every readable page of a process, piece by piece; needs root."""
    with open(f"/proc/{pid}/maps", encoding="ascii", errors="replace") as maps, \
            open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for line in maps:
            span, rights = line.split()[:2]
            if "r" not in rights or "[v" in line:  # [vvar] and [vsyscall] can't be read
                continue
            begin, end = (int(part, 16) for part in span.split("-"))
            try:
                memory.seek(begin)
                yield memory.read(end - begin)
            except (OSError, ValueError, OverflowError):
                continue


def search_memory(pid):
    hits, size = set(), 0
    for piece in memory_of(pid):
        size += len(piece)
        hits |= found_in(piece)
    if size < 10_000_000:
        raise Failed(f"only {size} bytes of memory could be read: run it as root")
    return hits


def search_folders(*folders):
    hits = {}
    for folder in folders:
        for top, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(top, name)
                with open(path, "rb") as file:
                    found = found_in(file.read())
                if found:
                    hits[path] = found
    return hits


def main():
    if os.geteuid() != 0:
        raise Failed("searching another process's memory needs root")
    screen = VirtualScreen()
    installation = Installation()
    home = tempfile.mkdtemp(prefix="journey-home-")
    environment = screen.environment(HOME=home, TMPDIR=home, XDG_CACHE_HOME=home,
                                     XDG_RUNTIME_DIR=home)
    kiosk = Program(screen, ["kiosk"], installation.settings, environment)
    try:
        kiosk.tap("lang:ar")
        kiosk.open_form()
        fill_in(kiosk, ANSWERS)
        during = search_memory(kiosk.process.pid)
        assert during == set(CANARIES), f"in mid-visit only {during} was found"
        on_disk = search_folders(installation.folder, home, kiosk.folder)
        assert not on_disk, f"in mid-visit on the disk: {on_disk}"
        hand_in(kiosk)
        kiosk.tap("receipt:done")
        kiosk.wait_for("lang:ar")
        after = search_memory(kiosk.process.pid)
        assert not after, f"still in memory after the visit: {after}"
        on_disk = search_folders(installation.folder, home, kiosk.folder)
        assert not on_disk, f"on the disk after the visit: {on_disk}"
        envelopes = os.listdir(os.path.join(installation.data, "inbox"))
        assert len(envelopes) == 1, f"the inbox holds {envelopes}"
    finally:
        kiosk.stop()
        screen.stop()
    print(f"{len(CANARIES)} canaries found in mid-visit, none afterwards")


if __name__ == "__main__":
    sys.exit(main())
