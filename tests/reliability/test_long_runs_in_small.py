"""A tenth of each long run, and each with its sabotage: what is broken on purpose must be found."""

from __future__ import annotations

import os

import pytest

from rygsaek.vault.vault import Vault
from tests.long import crash_points, cuts, flips, full_disk, hygiene, key_kills, kills
from tests.support.crash_points import Point

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="children are forks of this process"),
    pytest.mark.timeout(300),
]


@pytest.mark.xdist_group("kills")
def test_no_kill_loses_what_was_acknowledged() -> None:
    assert kills.run(0, 199).startswith("200 kills")


@pytest.mark.xdist_group("kills")
def test_a_program_that_acknowledges_too_early_is_found_out() -> None:
    with pytest.raises(AssertionError, match="acknowledged saves lost"):
        kills.run(0, 49, tells_too_early=True)


@pytest.mark.xdist_group("cuts")
def test_no_power_cut_loses_what_was_acknowledged() -> None:
    assert cuts.run(0, 49).startswith("50 cuts")


@pytest.mark.xdist_group("cuts")
def test_a_vault_that_does_not_sync_is_found_out() -> None:
    def never_synced(vault: Vault) -> None:
        vault.connections.writer.execute("PRAGMA synchronous = OFF")

    with pytest.raises(AssertionError, match=r"log_damaged|saves lost|damaged"):
        cuts.run(0, 24, broken=never_synced)


@pytest.mark.xdist_group("full")
def test_a_full_disk_loses_nothing_and_says_what_to_do() -> None:
    assert full_disk.run(0, 99).startswith("100 points")


@pytest.mark.xdist_group("full")
def test_a_program_that_does_not_hear_of_a_full_disk_is_found_out() -> None:
    with pytest.raises(AssertionError, match="acknowledged saves lost"):
        full_disk.run(0, 49, is_deaf=True)


@pytest.mark.xdist_group("flips")
def test_flipped_bits_are_noticed_or_harmless() -> None:
    assert flips.run(0, 999).endswith("0 else")


@pytest.mark.xdist_group("flips")
def test_a_vault_without_a_note_of_its_log_is_found_out() -> None:
    with pytest.raises(AssertionError, match="something else is read"):
        flips.run(0, 199, broken=flips.without_mark)


@pytest.mark.xdist_group("keys")
def test_kills_during_changes_of_keys_leave_exactly_one_passphrase() -> None:
    assert key_kills.run(0, 49).startswith("50 kills")


@pytest.mark.xdist_group("keys")
def test_a_change_of_key_that_forgets_the_old_one_too_early_is_found_out() -> None:
    with pytest.raises(AssertionError, match=r"vault\.keys_apart"):
        key_kills.run(0, 49, is_careless=True)


@pytest.mark.xdist_group("points")
def test_death_at_any_named_crash_point_loses_nothing() -> None:
    assert ", 0 lost, 0 corrupt" in crash_points.run(0, 31)


@pytest.mark.xdist_group("points")
def test_a_crash_point_that_nothing_exercises_is_found_out() -> None:
    planted = Point("rygsaek/vault/vault.py", "forgotten", 1, "os.fsync(handle)")
    with pytest.raises(AssertionError, match="no work comes by"):
        crash_points.run(0, 0, wanted=(planted,))


@pytest.mark.xdist_group("hygiene")
def test_no_error_tells_what_somebody_wrote() -> None:
    assert hygiene.run(0, 999).endswith("0 secrets told")


@pytest.mark.xdist_group("hygiene")
def test_a_driver_that_speaks_for_itself_is_found_out() -> None:
    with pytest.raises(AssertionError, match="tells a secret"):
        hygiene.run(0, 299, is_talkative=True)
