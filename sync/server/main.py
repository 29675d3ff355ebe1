"""`rygsaek-central`: the command line of whoever runs the store. Danish for people, one JSON line an event in the log."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, HelpFormatter, Namespace
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from sync.server.config import PORT, Config, database_in, default_folder
from sync.server.errors import CentralError
from sync.server.logs import SHOWN

DONE, FAULTS, WRONG_USE, SURROUNDINGS = 0, 1, 2, 3


class Danish(HelpFormatter):
    """Argparse's own words, in Danish."""

    def add_usage(self, usage: str | None, actions: Iterable[Any], groups: Iterable[Any], prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Skriv: " if prefix is None else prefix)


class Parser(ArgumentParser):
    """Speaks Danish, also of mistakes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=Danish)
        self._positionals.title = "Argumenter"
        self._optionals.title = "Tilvalg"
        self.add_argument("-h", "--help", action="help", help="Vis denne hjælp.")

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print("Kommandoen kan ikke læses. Se, hvad der kan skrives, med --help.", file=sys.stderr)
        sys.exit(WRONG_USE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command; returns its exit code: 0 done, 1 faults found, 2 wrong use, 3 the surroundings failed."""
    given = parser().parse_args(arguments)
    try:
        code = int(given.command(given))
        sys.stdout.flush()
        return code
    except CentralError as error:
        print(error.title, file=sys.stderr)
        print(error.advice, file=sys.stderr)
        return error.exit_code
    except BrokenPipeError:  # whoever reads it has ended; not all may have been told
        with suppress(BrokenPipeError):
            sys.stdout.close()
        return SURROUNDINGS


def parser() -> Parser:
    """Every command and what may stand in it."""
    top = Parser(
        prog="rygsaek-central", description="Det centrale lager: gemmer det, som bærbare har forseglet, og kan ikke læse det."
    )
    commands = top.add_subparsers(title="Kommandoer", metavar="KOMMANDO", required=True, parser_class=Parser)
    for name, told, command, add in (
        ("init", "Lav lageret: nøgle og tom database.", init, None),
        ("serve", "Start lageret.", serve, _serving),
        ("check", "Se efter, om alt i lageret er, som det blev skrevet under.", check, None),
        ("backup", "Kopiér lageret til en fil, også mens det kører.", backup, _file),
        ("restore", "Læg en kopi tilbage i en tom database.", restore, _file),
    ):
        one = commands.add_parser(name, help=told, description=told)
        one.set_defaults(command=command)
        one.add_argument(
            "--folder", metavar="MAPPE", type=Path, default=default_folder(), help=f"Hvor nøglen ligger: {default_folder()}"
        )
        one.add_argument("--database", metavar="URL", help="sqlite:////mappe/fil.db eller postgresql://… Ellers en fil i mappen.")
        if add is not None:
            add(one)
    return top


def _serving(one: Parser) -> None:
    one.add_argument("--host", metavar="ADRESSE", default="127.0.0.1", help="Hvor der lyttes: 127.0.0.1; alle: 0.0.0.0")
    one.add_argument("--port", metavar="N", type=int, default=PORT, help=f"Porten: {PORT}; 0: en ledig")
    one.add_argument("--workers", metavar="N", type=int, default=1, help="Antal processer: 1")
    one.add_argument("--tls-cert", metavar="FIL", type=Path, help="Certifikat i PEM. Ellers skal noget foran lageret tale TLS.")
    one.add_argument("--tls-key", metavar="FIL", type=Path, help="Certifikatets nøgle i PEM.")
    one.add_argument("--open", action="store_true", help="Lad flere kontorer begynde her. Ellers kun det første.")
    one.add_argument("--behind-proxy", action="store_true", help="Tro på adresser fra en proxy på denne maskine.")
    one.add_argument("--metrics-for-all", action="store_true", help="Vis /metrics for andre end denne maskine.")


def _file(one: Parser) -> None:
    one.add_argument("file", metavar="FIL", type=Path, help="Kopien. Den rummer lagerets nøgle: pas på den.")


def config_of(given: Namespace) -> Config:
    """Where the store lies."""
    return Config(str(given.folder), given.database or database_in(given.folder))


def init(given: Namespace) -> int:
    """Make key and database."""
    from sync.server import setup

    public = setup.initialise(config_of(given))
    print(f"Lageret er klar i {given.folder}")
    print("Tag en kopi af nøglen med rygsaek-central backup: uden den kan lageret ikke flyttes.")
    print(public.hex())
    return DONE


def serve(given: Namespace) -> int:
    """Run until told to end."""
    from sync.server import serving

    where = config_of(given)
    config = Config(
        where.folder,
        where.database,
        is_open=given.open,
        metrics_for_all=given.metrics_for_all,
        behind_proxy=given.behind_proxy,
        workers=max(1, given.workers),
    )
    return serving.serve(config, given.host, given.port, given.tls_cert, given.tls_key)


def check(given: Namespace) -> int:
    """Look through everything; 1 where something is wrong."""
    from sync.server import check as look
    from sync.server import opening
    from sync.server.database import told_to_the_administrator

    database = opening.opened(config_of(given))[1]
    try:
        with told_to_the_administrator(), database.read() as connection:
            found = list(look.problems(connection))
            there = look.tally(connection)
    finally:
        database.close()
    for one in found:
        by = f", fra computeren {one.device.hex()[:SHOWN]}" if one.device else ""
        print(f"Kontor {one.office}, plads {one.position}: {one.code}{by}")
    if found:
        print(f"{len(found)} fejl i lageret.", file=sys.stderr)
        print("Læg den seneste kopi tilbage med rygsaek-central restore. De bærbare sender resten igen.", file=sys.stderr)
        if any(one.device for one in found):
            print("Er fejlen der stadig, har computeren selv sendt det sådan. Sig det til kontorets leder.", file=sys.stderr)
        return FAULTS
    offices = "1 kontor" if there.offices == 1 else f"{there.offices} kontorer"
    print(f"Alt er, som det skal være: {offices}, {there.items} ting, {there.size_bytes // 1024} kB.")
    return DONE


def backup(given: Namespace) -> int:
    """Copy the store."""
    from sync.server import backup as copying

    copying.backup(config_of(given), given.file)
    print(f"Kopien er gemt: {given.file}")
    print("Slet den inden 30 dage, så slettede sager også forsvinder fra kopierne.")
    return DONE


def restore(given: Namespace) -> int:
    """Put a copy back."""
    from sync.server import backup as copying

    copying.restore(config_of(given), given.file)
    print("Lageret er lagt tilbage. Start det med rygsaek-central serve; de bærbare sender selv det, der mangler.")
    return DONE


if __name__ == "__main__":
    sys.exit(main())
