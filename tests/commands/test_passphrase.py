"""What is said around the passphrase in a shell; tests/journeys/test_passphrase.py types at a real terminal."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui.app import lock_words
from securecoach_tui.commands import passphrase
from securecoach_tui.commands.errors import Refused
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.store.errors import PassphraseNeeded

Types = Callable[..., None]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def types(monkeypatch: pytest.MonkeyPatch) -> Types:
    """Returns a function after which these lines are typed where a passphrase is asked for."""
    monkeypatch.setattr(sys, "stdin", Terminal())

    def types(*lines: str) -> None:
        left = list(lines)
        monkeypatch.setattr("getpass.getpass", lambda _prompt: left.pop(0))

    return types


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def test_whose_lock_it_is_is_said_before_it_is_asked(
    types: Types, paths: DataPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    types("")
    with pytest.raises(PassphraseNeeded):
        passphrase.ask_key(paths)
    said = capsys.readouterr().err.splitlines()
    assert said == [*lock_words.before_asking(), *lock_words.lost_passphrase()]
    assert said[0] == lock_words.whose_lock() and "securecoach now" in said[1] and "securecoach support" in said[1]


def test_without_a_terminal_only_one_sentence_is_said(
    monkeypatch: pytest.MonkeyPatch, paths: DataPaths, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(PassphraseNeeded):
        passphrase.ask_key(paths)
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("after_old", [False, True])
def test_an_empty_new_passphrase_changes_nothing(types: Types, after_old: bool) -> None:
    types("")
    with pytest.raises(Refused) as refused:
        passphrase.ask_new_passphrase(after_old=after_old)
    assert refused.value.sentence == "You typed no passphrase, so nothing has changed." and refused.value.code == 3


def test_a_change_without_a_terminal_keeps_the_old_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    with pytest.raises(Refused, match="has not changed"):
        passphrase.ask_new_passphrase(after_old=True)
