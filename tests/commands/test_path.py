"""The path by command: what it asks, what it prints, and what it leaves as it was."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from securecoach_tui import cli
from securecoach_tui.config.settings import places
from securecoach_tui.store.repository import Repository

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run ``securecoach path`` with lines typed; its status, output and errors."""
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))

    def run(*arguments: str, typed: str = "", command: str = "path", data: str = "data") -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["securecoach", "--data-dir", str(tmp_path / data), command, *arguments])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
        capsys.readouterr()
        code = cli._main()
        return (code, *capsys.readouterr())

    return run


def shown(run: Run) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("--json")[1])
    return found


def test_path_is_told_before_it_is_started(run: Run) -> None:
    code, out, _err = run()
    assert code == 0 and "The parts were tested. Their order was not." in out.splitlines()
    assert out.splitlines()[-1] == "To start it: securecoach path --start"
    empty = {"week": None, "direction": None, "theme": None, "lesson": None, "offers": [], "tries": [], "kept": []}
    assert shown(run) == empty


@pytest.mark.parametrize("typed", ["", "no\n", "maybe\n", "\n"])
def test_start_waits_unless_the_answer_is_yes(run: Run, typed: str) -> None:
    code, out, _err = run("--start", typed=typed)
    assert code == 0 and "For people to talk to: securecoach support" in out
    assert shown(run)["week"] is None


@pytest.mark.parametrize("typed", ["y", "Yes", "YES"])
def test_yes_may_be_typed_as_its_first_letter(run: Run, typed: str) -> None:
    run("--start", typed=f"{typed}\n1\n")
    assert shown(run)["week"] == 1


@pytest.mark.parametrize(("typed", "lean"), [("2", "avoidant"), ("Both", "both"), ("soothing myself", "anxious")])
def test_start_asks_where_to_begin_and_shows_the_first_week(run: Run, typed: str, lean: str) -> None:
    code, out, _err = run("--start", typed=f"yes\nsideways\n{typed}\n")
    assert code == 0 and "You're in week 1: Arrive." in out and '"sideways" is none of these.' in out
    found = shown(run)
    assert (found["week"], found["direction"], found["theme"]) == (1, lean, "Arrive")
    assert "senses-grounding" in found["offers"] and len(found["tries"]) == 1 and "Source: " in found["lesson"]


def test_start_without_a_direction_starts_nothing(run: Run) -> None:
    assert run("--start", typed="yes\n")[0] == 0
    assert shown(run)["week"] is None


def test_weeks_turn_by_command_and_stop_at_both_ends(run: Run) -> None:
    run("--start", typed="yes\n1\n")
    assert "Week 1 is the first one." in run("--back")[1]
    for week in range(2, 9):
        assert f"You're in week {week}:" in run("--next")[1]
    assert run("--next")[1].splitlines()[0] == "Week 8 is the last one. You can stay, go back, or leave."
    assert "You're in week 7: A step." in run("--back")[1] and shown(run)["offers"] == ["apart-ladder"]


def test_leaving_asks_once_and_the_week_is_kept(run: Run) -> None:
    run("--start", typed="yes\n3\n")
    run("--next")
    assert "Nothing has changed." in run("--leave")[1] and shown(run)["week"] == 2
    assert "You've left the path. Week 2 is saved for you" in run("--leave", typed="yes\n")[1]
    assert shown(run)["week"] is None
    assert run("--next")[0] == 2
    assert "You left off in week 2." in run("--start", typed="yes\n")[1]
    assert (shown(run)["week"], shown(run)["direction"]) == (2, "both")
    run("--leave", typed="yes\n")
    run("--start", typed="yes\nn\n1\n")
    assert (shown(run)["week"], shown(run)["direction"]) == (1, "anxious")


def test_json_stays_json_while_questions_are_asked(run: Run) -> None:
    code, out, err = run("--start", "--json", typed="yes\n1\n")
    assert code == 0 and json.loads(out)["week"] == 1 and "Type yes or no:" in err
    code, out, err = run("--start", "--json")
    assert json.loads(out)["week"] == 1 and "You're in week 1" in err


def test_two_acts_at_once_are_refused(run: Run) -> None:
    code, _out, err = run("--next", "--back")
    assert code == 2 and "one of --start, --leave, --next and --back" in err


def test_turn_of_another_computer_is_told_once(run: Run, tmp_path: Path) -> None:
    run("--start", typed="yes\n1\n")
    run("--next")
    first = {one["id"] for one in documents(tmp_path)}
    run("--next")
    here = places(str(tmp_path / "data"), environ={"SECURECOACH_STATE_DIR": str(tmp_path / "other")})
    before = next(one["before"] for one in documents(tmp_path) if one["id"] not in first)
    elsewhere = {"before": before, "week": 1, "at": "2026-03-03T21:00:00+00:00"}
    Repository(here).save("path", "turn-elsewhere", elsewhere)
    said = "On another computer you went to week 1. You're in week 3, because you chose that last."
    assert said in run()[1].splitlines() and said not in run()[1]


def test_of_two_computers_the_later_stamp_counts(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("--start", typed="yes\n1\n")
    run("--next")
    shutil.copytree(tmp_path / "data", tmp_path / "elsewhere")
    run("--next")
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "other"))
    for _ in range(2):  # the second one changes nothing, so only one more change is made here than at home
        run("--back", data="elsewhere")
    run("--next", data="elsewhere")
    assert json.loads(run("--json", data="elsewhere")[1])["week"] == 2
    for journal in (tmp_path / "elsewhere" / "journal").glob("*.jsonl"):
        if not (tmp_path / "data" / "journal" / journal.name).exists():
            shutil.copy(journal, tmp_path / "data" / "journal")
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))
    assert shown(run)["week"] == 2
    said = "On another computer you went to week 3. You're in week 2, because you chose that last."
    assert said in run()[1].splitlines() and said not in run()[1]


def documents(folder: Path) -> list[dict[str, Any]]:
    environ = {"SECURECOACH_STATE_DIR": str(folder / "state")}
    return Repository(places(str(folder / "data"), environ=environ)).of_kind("path")


def test_bad_path_of_ones_own_is_named_and_the_built_in_one_used(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "path.toml").write_text('about = ["x"]')
    code, out, err = run()
    assert code == 0 and err.startswith(
        "path.toml can't be used (wait: this is missing), so you see the built-in path."
    )
    assert "The parts were tested. Their order was not." in out


def test_odd_entries_of_the_journal_break_nothing(run: Run, tmp_path: Path) -> None:
    where = places(str(tmp_path / "data"), environ={"SECURECOACH_STATE_DIR": str(tmp_path / "state")})
    for week, direction in ((99, "both"), ("two", "both"), (3, "blue")):
        Repository(where).save("path", "path", {"on": True, "week": week, "direction": direction, "round": 4})
        assert run()[0] == 0
    Repository(where).save("session", "s", {"exercise": "gone", "started": "2026-03-03T21:00:00+00:00"})
    Repository(where).save("path", "path", {"on": True, "week": 4, "direction": "both", "round": "r"})
    assert run()[0] == 0 and shown(run)["week"] == 4


def test_plan_knows_the_week_and_its_calendar_says_nothing_of_it(run: Run) -> None:
    run("--days", "mon,thu", command="plan")
    before = run("--ics", "-", command="plan")[1]
    run("--start", typed="yes\n1\n")
    said = "You're in week 1 of 8 of your path. Three sessions of five minutes are plenty."
    assert said in run(command="plan")[1]
    after = run("--ics", "-", command="plan")[1]
    kept = [line for line in after.splitlines() if not line.startswith("DTSTAMP")]
    assert kept == [line for line in before.splitlines() if not line.startswith("DTSTAMP")]
    assert "SUMMARY:Practice" in kept and "path" not in after
    run("--days", "none", command="plan")
    assert "mon,wed,fri" in run("--ics", "-", command="plan")[2]
