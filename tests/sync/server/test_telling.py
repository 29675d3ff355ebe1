"""What a store tells of itself: figures, a log and a description; and what it does not tell."""

from __future__ import annotations

import io
import json
from http.client import HTTPConnection
from pathlib import Path

from sync.server.doors import DOORS
from sync.server.logs import Log
from tests.support.central import Central, Client, hand_in, signed
from tests.support.chains import chain
from tests.support.offices import AT, Office
from tests.support.store_here import StoreHere


def got(central: Central, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", central.port)
    connection.request("GET", path)
    text = connection.getresponse().read().decode()
    connection.close()
    return text


def test_it_says_whether_it_is_well(central: Central) -> None:
    assert got(central, "/healthz") == "ok\n"


def test_figures_name_doors_and_codes_and_nobody(central: Central, office: Office, lead: Client) -> None:
    case = office.case(lead.secret)
    hand_in(lead, signed(case.signed[0]), *chain(case, lead.secret, 1))
    text = got(central, "/metrics")
    assert 'rygsaek_requests_total{code="",path="/v1/exchange",status="200"}' in text
    assert "rygsaek_commit_jobs_bucket" in text and 'rygsaek_request_seconds_count{path="/v1/found"}' in text
    assert lead.secret.name.hex()[:8] not in text


def test_figures_are_for_the_stores_own_machine(tmp_path: Path) -> None:
    with StoreHere(tmp_path, lambda: AT) as store:
        assert [store.get("/metrics", one)[0] for one in ("127.0.0.1", "10.0.0.7")] == [200, 404]


def test_the_log_names_codes_sizes_and_eight_characters_of_the_device(central: Central, office: Office, lead: Client) -> None:
    case = office.case(lead.secret, case="sagenskanarie")
    envelope = chain(case, lead.secret, 1, "inkarnationskanarie")
    hand_in(lead, signed(case.signed[0]), *envelope)
    lines = [json.loads(line) for line in central.log().splitlines()]
    mine = [line for line in lines if line.get("device") == lead.secret.name.hex()[:8]]
    assert [line["path"] for line in mine] == ["/v1/found", "/v1/exchange"]
    assert set(mine[1]) == {"time", "event", "path", "status", "code", "device", "bytes_in", "bytes_out", "ms"}
    for canary in ("kanarie", lead.secret.name.hex()[:9], office.org.hex(), case.signed[0].body.hex()[:40]):
        assert canary not in central.log()


def test_an_errors_own_words_stay_out_of_the_log() -> None:
    stream = io.StringIO()
    log = Log(stream, lambda: 7)
    try:
        raise ValueError("Anna Kanarie, 010170-1234")
    except ValueError as error:
        log.fault("test", error)
    told = json.loads(stream.getvalue())
    assert told["error"] == "ValueError" and told["at"].startswith("test_telling.py:")
    assert "Kanarie" not in stream.getvalue()


def test_every_door_is_described(central: Central) -> None:
    described = json.loads(got(central, "/openapi.json"))
    paths = {path for path in described["paths"] if path.startswith("/v1/")}
    assert paths == {door.path for door in DOORS} | {"/v1/about"}
    told = described["paths"]["/v1/exchange"]["post"]
    body = told["requestBody"]["content"]["application/vnd.rygsaek"]["schema"]
    assert body["description"].startswith("MessagePack array: Exchange[format, client, incarnation, cursor, mark")
    assert {"200", "400", "401", "403", "409", "429"} <= set(told["responses"])
