"My days for practice by command."

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from securecoach_tui import cli


def ran(monkeypatch: pytest.MonkeyPatch, data: Path, *arguments: str) -> int:
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(data.parent / "state"))
    monkeypatch.setattr(sys, "argv", ["securecoach", "--data-dir", str(data), "plan", *arguments])
    return cli._main()


def test_plan_command_saves_days_and_writes_a_calendar_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, file = tmp_path / "data", tmp_path / "practice.ics"
    assert ran(monkeypatch, data) == 0
    assert capsys.readouterr().out.startswith("You haven't chosen any days.")
    assert ran(monkeypatch, data, "--days", "thu, mon", "--time", "20:30") == 0
    assert ran(monkeypatch, data, "--ics", str(file)) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[-1].startswith("You planned Monday, Thursday, at 20:30.")
    assert told[-2] == f"The calendar file is saved: {file}"
    assert b"RRULE:FREQ=WEEKLY;BYDAY=MO,TH\r\n" in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert ran(monkeypatch, data, "--time", "none", "--ics", "-") == 0
    printed = capsys.readouterr().out
    assert "VALUE=DATE" in printed and "is saved" not in printed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--days", "funday"], '--days takes days such as mon,thu, or none. "funday" is neither.'),
        (["--time", "late"], '--time takes a time such as 20:30, or none. "late" is neither.'),
        (
            ["--days", "none", "--ics", "x.ics"],
            ("You haven't chosen any days yet. To choose two, for example: securecoach plan --days mon,thu"),
        ),
        (
            ["--days", "mon", "--ics", "no/such/folder.ics"],
            "There is no folder no/such. Create it first, or choose another.",
        ),
    ],
)
def test_plan_command_refuses_invalid_arguments(
    arguments: list[str],
    told: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert ran(monkeypatch, tmp_path / "data", *arguments) == 2
    err = capsys.readouterr().err
    assert err.startswith(told) and len(err.splitlines()) == 1


def test_plan_with_a_refused_file_saves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.ics").write_bytes(b"mine")
    assert ran(monkeypatch, tmp_path / "data", "--days", "mon", "--ics", str(tmp_path / "mine.ics")) == 2
    capsys.readouterr()
    assert ran(monkeypatch, tmp_path / "data") == 0
    assert capsys.readouterr().out.startswith("You haven't chosen any days.")
