"""The proof that tries every two bad conditions at once: all of them, prepared together, and a failure is told."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from scripts.prove import pairs
from tests.journeys.conditions import CONDITIONS, prepared


def test_proof_of_pairs_tries_every_two_conditions() -> None:
    found = list(pairs.cases(["plain", "full"]))
    for display in ("plain", "full"):
        tried = {frozenset((case.first, case.second)) for case in found if case.display == display}
        assert tried == {frozenset(two) for two in itertools.combinations(CONDITIONS, 2)}
    assert {case.way for case in found} == pairs.WAYS.keys()


def test_two_conditions_are_prepared_together(tmp_path: Path) -> None:
    start = prepared("unreadable settings", tmp_path / "home", "garbage as settings", "TERM=dumb", "a name too long")
    settings = tmp_path / "home" / ".local" / "share" / "securecoach" / "settings.toml"
    assert settings.stat().st_mode & 0o777 == 0 and settings.stat().st_size > 0
    assert start.environ["TERM"] == "dumb" and "--data-dir" in start.arguments


@pytest.mark.parametrize("first", CONDITIONS)
def test_every_two_conditions_can_be_prepared(first: str, tmp_path: Path) -> None:
    for number, second in enumerate(CONDITIONS):
        if second != first:
            prepared(first, tmp_path / str(number), second)


def test_proof_of_pairs_fails_where_support_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(_case: pairs.Case, _start: object) -> float:
        raise pairs.DoesNotHold("not seen in 20.0 s: ('988',)\nthe screen")

    monkeypatch.setattr(pairs, "try_session", missing)
    assert pairs.main(["2", "--display", "plain"]) == 1
    out = capsys.readouterr().out
    assert out.count("| plain |") == 2 and "2 sessions, 2 failed" in out
