"""The figures of the proof that changes the code, by package and in all."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from scripts.prove import mutants

PACKAGE = "securecoach_tui."
STATUSES = {
    PACKAGE + "practice.ladder.steps.x_moved__mutmut_1": "killed",
    PACKAGE + "practice.ladder.offers.x_offer__mutmut_2": "survived",
    PACKAGE + "practice.suggestion.x_suggest__mutmut_1": "timeout",
    PACKAGE + "progress.judgement.x_judge__mutmut_1": "no tests",
    PACKAGE + "progress.days.x_day_of__mutmut_1": "skipped",
}


def test_changes_are_counted_by_package_or_module() -> None:
    packages = [mutants.package_of(name) for name in STATUSES]
    assert packages[:3] == ["practice.ladder", "practice.ladder", "practice.suggestion"]
    assert packages[3:] == ["progress.judgement", "progress.days"]
    method = PACKAGE + "practice.session.state.xǁSessionǁasks__mutmut_3"
    assert mutants.module_of(method) == "practice.session.state"


def test_share_of_changes_leaves_out_what_was_skipped() -> None:
    assert mutants.figures(STATUSES) == ("4 changes, 50.0 % noticed, 1 reached by no test", 50.0)
    assert mutants.figures({}) == ("0 changes, 0.0 % noticed, 0 reached by no test", 0.0)


@pytest.mark.parametrize(
    ("names", "patterns"),
    [
        ([], ["practice.py", "practice/*", "progress.py", "progress/*"]),
        (["practice/ladder"], ["practice/ladder.py", "practice/ladder/*"]),
    ],
)
def test_only_the_named_packages_and_modules_are_changed(
    names: list[str], patterns: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mutants, "COPIED", ("pyproject.toml",))
    mutants.copy_project(tmp_path, names)
    written = tomllib.loads((tmp_path / "pyproject.toml").read_text())["tool"]["mutmut"]
    assert written["only_mutate"] == [f"securecoach_tui/{pattern}" for pattern in patterns]
    assert "tests/progress" in written["pytest_add_cli_args_test_selection"]


def test_changes_that_did_not_all_run_are_no_proof(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(mutants, "install", lambda: None)
    monkeypatch.setattr(mutants, "copy_project", lambda *_: None)
    for lines in ("", "    securecoach_tui.practice.now.x_checked__mutmut_1: not checked\n"):
        monkeypatch.setattr(mutants, "mutmut", lambda *_a, _lines=lines, **_k: _lines)
        assert mutants.main([]) == 1 and "did not run to its end" in capsys.readouterr().out


def test_changes_nobody_noticed_are_printed_with_the_figures(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "securecoach_tui.practice.now.x_checked__mutmut_"
    answers = {"results": f"  {name}1: killed\n  {name}2: survived\n", "show": "--- a\n+++ b\n-old\n+new\n same\n"}
    monkeypatch.setattr(mutants, "install", lambda: None)
    monkeypatch.setattr(mutants, "copy_project", lambda *_: None)
    monkeypatch.setattr(mutants, "mutmut", lambda _folder, what, *_a, **_k: answers.get(what, ""))
    assert mutants.main([]) == 1
    assert capsys.readouterr().out.splitlines() == [
        "nobody noticed: practice.now",
        "-old",
        "+new",
        "practice.now: 2 changes, 50.0 % noticed, 0 reached by no test",
        "2 changes, 50.0 % noticed, 0 reached by no test (wanted: 95 %)",
    ]
