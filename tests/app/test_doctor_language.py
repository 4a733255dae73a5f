"""What doctor says of the language in use."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.app import doctor
from securecoach_tui.content import untranslated


@pytest.fixture
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use(None)


def test_doctor_says_nothing_of_the_language_in_english() -> None:
    assert doctor._language() == []


@pytest.mark.usefixtures("spanish")
def test_doctor_finds_spanish_complete() -> None:
    assert [(fact["state"], fact["words"]) for fact in doctor._language()] == [("works", "es")]


@pytest.mark.usefixtures("spanish")
def test_doctor_names_what_is_not_translated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(untranslated, "missing", lambda language: [f"now.toml: line.{n}.text" for n in range(1, 8)])
    (fact,) = doctor._language()
    assert fact["state"] == "limited" and fact["words"].startswith("7 ")
    assert "line.5.text; ..." in fact["words"] and "line.6" not in fact["words"]


@pytest.mark.usefixtures("spanish")
def test_doctor_says_that_the_screens_have_no_catalogue(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(i18n, "LOCALES", str(tmp_path))
    i18n.use("es")
    (fact,) = doctor._language()
    assert fact["state"] == "limited" and fact["words"].startswith("The screens aren't translated into es")
