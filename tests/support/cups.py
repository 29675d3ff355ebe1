"""A real CUPS of the test's own: its configuration, socket, port and spool in a folder, the system's untouched."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rygsaek.paper.ipp import Line, ask
from rygsaek.paper.ipp_message import PRINTER_GROUP, URI, Given, Operation, encode
from tests.support.printer import free_port, ippeveprinter, until

_SBIN = os.environ.get("PATH", "") + ":/usr/sbin:/sbin"
cupsd = shutil.which("cupsd", path=_SBIN)

_CUPSD = """
Listen localhost:{port}
Listen {socket}
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  JobPrivateAccess default
  JobPrivateValues default
  SubscriptionPrivateAccess default
  SubscriptionPrivateValues default
  <Limit Send-Document Cancel-Job Hold-Job Release-Job>
    Require user @OWNER @SYSTEM
    Order deny,allow
  </Limit>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/root
CacheDir {folder}/cache
StateDir {folder}/state
RequestRoot {folder}/spool
TempDir {folder}/tmp
AccessLog {folder}/access.log
ErrorLog {folder}/error.log
PageLog {folder}/page.log
Sandboxing relaxed
"""


class PrivateCups:
    """A CUPS server. Debian's own policy, but that anybody may set up queues.

    Its folder is none of pytest's: each session that begins beside this one closes theirs to all but its owner, and CUPS's
    filters, which run as somebody else where the tests are run by root, could not read a job any more.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self._short = tempfile.TemporaryDirectory(prefix="rygsaek-")  # a socket's path may have no more than 107 letters
        self.folder = folder = Path(self._short.name) / "cups"
        self.server = Line("ipp://localhost/", "localhost", 0, "/", False, f"{self._short.name}/cups.sock")
        self._process: subprocess.Popen[bytes] | None = None
        for part in ("root", "cache", "state", "spool", "tmp"):
            (folder / part).mkdir(parents=True)
        _let_through(folder)
        rules = _CUPSD.format(port=self.port, socket=self.server.socket_path)
        (folder / "root" / "cupsd.conf").write_text(rules, encoding="utf-8")
        (folder / "root" / "cups-files.conf").write_text(_FILES.format(folder=folder), encoding="utf-8")

    def start(self, bus: Path) -> None:
        """Start it with a message bus that somebody else has running, and wait until it answers."""
        assert cupsd and ippeveprinter, "cupsd is missing: the package cups-daemon has it"
        root = self.folder / "root"
        environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={bus}"}
        command = [cupsd, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
        self._process = subprocess.Popen(command, env=environment, start_new_session=True)
        until(lambda: Path(self.server.socket_path).exists())

    def stop(self) -> None:
        """End it, with the filters and backends that it may have running."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGTERM)
            self._process.wait()
            self._process = None
            self._short.cleanup()

    @contextmanager
    def on(self, bus: Path) -> Iterator[PrivateCups]:
        """Running for a while, and ended whatever happens."""
        try:
            self.start(bus)
            yield self
        finally:
            self.stop()

    def add_queue(self, name: str, uri: str) -> None:
        """A driverless queue for a printer. CUPS answers before it has asked the printer what it can, so wait for that too."""
        self._run("lpadmin", "-p", name, "-E", "-v", uri, "-m", "everywhere")
        until(lambda: "IPP Everywhere" in self._model_of(name))

    def _model_of(self, name: str) -> str:
        uri = f"ipp://localhost/printers/{name}"
        asked = encode(Operation.GET_PRINTER_ATTRIBUTES, 1, (Given(URI, "printer-uri", (uri,)),))
        line = self.server._replace(uri=uri, path=f"/printers/{name}")
        return str(ask(line, asked, timeout_s=5).group(PRINTER_GROUP).get("printer-make-and-model", ""))

    def remove_queue(self, name: str) -> None:
        """As when somebody tidies up in the system's list."""
        self._run("lpadmin", "-x", name)

    def pause(self, name: str) -> None:
        """As when CUPS or a person has disabled the queue."""
        self._run("cupsdisable", name)

    def resume(self, name: str) -> None:
        """The opposite."""
        self._run("cupsenable", name)

    def refuse(self, name: str) -> None:
        """The queue takes no more jobs."""
        self._run("cupsreject", name)

    def set_default(self, name: str) -> None:
        """Make it the system's default printer."""
        self._run("lpadmin", "-d", name)

    def _run(self, command: str, *arguments: str) -> None:
        program = shutil.which(command, path=_SBIN)
        assert program, f"{command} is missing: the package cups-client has it"
        subprocess.run([program, "-h", f"localhost:{self.port}", *arguments], check=True, capture_output=True)


def _let_through(folder: Path) -> None:
    """CUPS runs its filters as another user where the tests are run by root: let it into the folder."""
    if os.geteuid() == 0:
        for place in (folder, *folder.parents):
            if place.owner() == "root" and place != Path("/") and not place.stat().st_mode & 0o001:
                place.chmod(place.stat().st_mode | 0o011)
