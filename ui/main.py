"""The way in: `rygsaek` alone opens the window, with a command it works in the terminal.

Both load late what they need: a list of forms imports neither the window, nor the vault, nor the paper.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

SURROUNDINGS = 3
SCREENS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
"""What names a screen on Linux. Without one the toolkit ends the process, in English."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 problems in the input, 2 wrong usage, 3 the surroundings failed."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support  # a spreadsheet is read in a process of its own (casework/importing/sheets)

        freeze_support()
    try:
        return _main(list(sys.argv[1:] if arguments is None else arguments))
    except KeyboardInterrupt:  # while something was still being loaded
        return SURROUNDINGS


def _main(given: list[str]) -> int:
    from ui.cli.options import hoisted, profile_dir_in

    options, command = hoisted(given)
    if not given:
        from ui.profile_folder import Places

        return _window(Places.standard().profile_dir)
    if command[:1] == ["demo"]:
        from ui.cli import demo
        from ui.demo.stages import Windows

        return demo.run(command[1:], Windows())
    folder = None if command else profile_dir_in(options)
    if folder is None:
        from ui.cli import command_line

        if command:
            return command_line.run([*options, *command])
        session, exit_code = command_line.session_from(options)
        if session is None:
            return exit_code
        folder = session.places.profile_dir
    return _window(folder)


def _window(profile_dir: Path) -> int:
    if sys.platform == "linux" and not any(os.environ.get(name) for name in SCREENS):
        from ui.cli.speaking import say

        say("Her er ingen skærm.", error=True)
        say("    Åbn Rygsæk fra skrivebordet, eller se kommandoerne med: rygsaek --help", error=True)
        return SURROUNDINGS
    from ui.starting import window

    return window(profile_dir)


if __name__ == "__main__":
    sys.exit(main())
