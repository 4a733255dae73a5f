"""``securecoach comforts``: add, list, remove."""

from __future__ import annotations

import io
import json
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import pytest

from securecoach_tui import cli

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs the command and returns its status and all it printed."""
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(tmp_path / "state"))

    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["securecoach", "--data-dir", str(tmp_path / "data"), "comforts", *arguments])
        code = cli._main()
        return code, "".join(capsys.readouterr())

    return run


def test_words_are_added_listed_and_removed(run: Run) -> None:
    assert run()[1].startswith("Nothing here yet.")
    assert run("--add", "This will pass.")[1].startswith("Saved, on this computer only.")
    (one,) = json.loads(run("--json")[1])
    assert (one["kind"], one["text"]) == ("words", "This will pass.")
    assert run("--remove", one["id"])[0] == 0
    assert json.loads(run("--json")[1]) == []


def test_words_of_harm_name_people(run: Run) -> None:
    people = "To see who you can talk to, type: securecoach support"
    assert people in run("--add", "I want to die")[1] and people not in run("--add", "This will pass.")[1]


def test_unknown_id_and_missing_file_are_one_sentence(run: Run, tmp_path: Path) -> None:
    code, printed = run("--remove", "nobody")
    assert code == 2 and printed.endswith("You have no comfort with the id nobody. To see them: securecoach comforts\n")
    code, printed = run("--add", str(tmp_path / "gone.png"))
    assert code == 2 and printed == "There is no file called gone.png.\n"
    assert run("--play")[0] == 2


@pytest.mark.parametrize("typed", ["gone.png", "My Rain.MP3", "'rain.ogg'", "~/my rain", "./a b", "rain/falls"])
def test_a_name_of_no_file_is_not_kept_as_words(run: Run, typed: str) -> None:
    code, printed = run("--add", typed)
    assert code == 2 and printed.startswith("There is no file called ")
    assert json.loads(run("--json")[1]) == []


@pytest.mark.parametrize("typed", ["This will pass.", "in / out", "Breathe. It's 3.30 a.m."])
def test_words_with_signs_are_kept_as_words(run: Run, typed: str) -> None:
    assert run("--add", typed)[0] == 0 and json.loads(run("--json")[1])[0]["text"] == typed


def given(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_a_dash_adds_a_comfort_from_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000))
    for data in ("You are sa\u0301fe.\n".encode(), sound.getvalue()):
        given(monkeypatch, data)
        assert run("--add", "-")[1].startswith("Saved, on this computer only.\n")
    kept = {(one["kind"], one["text"]) for one in json.loads(run("--json")[1])}
    assert kept == {("words", "You are sa\u0301fe."), ("sound", "Standard input")}


def test_comfort_from_standard_input_is_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from securecoach_tui.store.local import comforts

    monkeypatch.setattr(comforts, "LARGEST", 1000)
    for data in (b"", b"x" * 1001, b"RIFF\0\0\0\0WAVEnothing"):
        given(monkeypatch, data)
        code, printed = run("--add", "-")
        assert code == 2 and printed.count("\n") == 1 and "Traceback" not in printed
    assert json.loads(run("--json")[1]) == []
