"""What the doctor says of answering by voice."""

from __future__ import annotations

import pytest

from securecoach_tui.app import doctor
from securecoach_tui.voice.listening import capture, installed

TRIAL = "This is a trial. It has been tested with computer voices only, and not with people yet."


def answers(monkeypatch: pytest.MonkeyPatch, why_not: str, *microphones: str, advice: str = "") -> doctor.Fact:
    monkeypatch.setattr(installed, "missing", lambda: (why_not, advice))
    monkeypatch.setattr(capture, "microphones", lambda: list(microphones))
    return doctor._answers_by_voice()


def test_doctor_says_that_listening_is_a_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(monkeypatch, "", "Built-in microphone")
    assert (found["state"], found["words"]) == ("works", TRIAL)


def test_doctor_says_that_there_is_no_microphone(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(monkeypatch, "")
    assert (found["state"], found["words"]) == ("limited", "No microphone was found.")


def test_doctor_says_why_answers_cannot_be_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(monkeypatch, "Answers by voice are only understood in English so far.", "Built-in microphone")
    assert (found["state"], found["words"]) == ("missing", "Answers by voice are only understood in English so far.")


def test_doctor_says_how_to_install_listening(monkeypatch: pytest.MonkeyPatch) -> None:
    found = answers(monkeypatch, "Answering by voice isn't installed.", advice="To install it: pip install x")
    assert (found["state"], found["mend"]) == ("missing", "To install it: pip install x")
