"""The way in: `rygsaek` alone opens the window, with a command it works in the terminal.

Both load late what they need: a list of forms imports neither the window, nor the vault, nor the paper.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 problems in the input, 2 wrong usage, 3 the surroundings failed."""
    from ui.cli.options import hoisted, profile_dir_in

    given = list(sys.argv[1:] if arguments is None else arguments)
    options, command = hoisted(given)
    if not given:
        from ui.app import run
        from ui.profile_folder import Places

        return run(Places.standard().profile_dir)
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
    from ui.app import run

    return run(folder)


if __name__ == "__main__":
    sys.exit(main())
