"""The way in: `rygsaek` alone opens the window, with a command it works in the terminal.

Both load late what they need: a list of forms imports neither the window, nor the vault, nor the paper.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; returns the exit code: 0 done, 1 problems in the input, 2 wrong usage, 3 the surroundings failed."""
    from ui.cli import command_line

    given = list(sys.argv[1:] if arguments is None else arguments)
    options, command = command_line.hoisted(given)
    if command:
        return command_line.run([*options, *command])
    session, exit_code = command_line.session_from(options)
    if session is None:
        return exit_code
    from ui.app import run

    return run(session.places.profile_dir)


if __name__ == "__main__":
    sys.exit(main())
