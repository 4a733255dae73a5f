"""A compiled catalogue, from settings.toml or the environment to every display; the stored values stay English."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.app import reflection_class
from securecoach_tui.config.language import available, closest, start_language, use_start_language
from securecoach_tui.plain.prompts import parse_choice, parse_text
from securecoach_tui.plain.session_input import Command, understand
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.text.quantities import number_words
from tests.fakes.catalogue import write_catalogue
from tests.tui.stage import Stage

GERMAN = {
    "yes": "ja",
    "no": "nein",
    "not sure": "nicht sicher",
    "a little": "ein wenig",
    "stay here": "hier bleiben",
    "three": "drei",
    "skip": "überspringen",
    "leave": "gehen",
    "Show who you can call or text for support.": "Wen man anrufen kann.",
    "Commands": "Befehle",
    "Settings": "Einstellungen",
    "Voice": "Stimme",
    "off": "aus",
    "{n} answer.\0{n} answers.": "{n} Antwort.\0{n} Antworten.",
}
# The command with catalogues of a test's own.
COMMAND = "import sys; from securecoach_tui import i18n; i18n.LOCALES = sys.argv.pop(1); from securecoach_tui.cli import main; main()"


@pytest.fixture
def locales(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues with German in it; English is in use again afterwards."""
    write_catalogue(tmp_path / "locale", "de", GERMAN)
    monkeypatch.setattr(i18n, "LOCALES", str(tmp_path / "locale"))
    yield tmp_path / "locale"
    i18n.use(None)


def data_folder(parent: Path, setting: str) -> Path:
    folder = parent / "data"
    folder.mkdir()
    (folder / "settings.toml").write_text(setting)
    return folder


def run(locales: Path, *arguments: str, typed: str = "", **environ: str) -> str:
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG"))}
    plain |= {"LANG": "C.UTF-8", "PYTHONUTF8": "1", "SECURECOACH_STATE_DIR": str(locales.parent / "state"), **environ}
    done = subprocess.run(
        [sys.executable, "-c", COMMAND, str(locales), *arguments],
        input=typed,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=plain,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_is_in_the_language_of_settings(locales: Path, tmp_path: Path) -> None:
    folder = data_folder(tmp_path, 'language = "de"\n')
    shown = run(locales, "--help", SECURECOACH_DATA_DIR=str(folder))
    assert "Befehle" in shown and "Wen man anrufen kann." in shown
    assert "Wen man anrufen kann." in run(locales, "support", "--data-dir", str(folder), "--help")


def test_plain_session_is_in_the_language_of_settings(locales: Path, tmp_path: Path) -> None:
    folder = data_folder(tmp_path, 'language = "de"\nfirst_run_seen = true\n')
    practice = ("practice", "say-it-out-loud", "--minutes", "3", "--plain", "--no-voice", "--data-dir", str(folder))
    shown = run(locales, *practice, typed="\n.q\n").splitlines()
    choices = shown.index("3 Antworten.")
    assert shown[choices + 1 : choices + 4] == ["1 ja", "2 nein", "3 nicht sicher"]


async def test_full_screen_is_in_the_language_of_settings(locales: Path, tmp_path: Path) -> None:
    use_start_language(["--data-dir", str(data_folder(tmp_path, 'language = "de"\n'))], {})
    stage = Stage(tmp_path / "data")
    async with stage.open("say-it-out-loud", 180.0):
        assert "nicht sicher" in stage.shown
        session = stage.app.screen.runner  # type: ignore[attr-defined]
        await stage.press("end", "enter")
        assert session.session.safe == "not sure"


@pytest.mark.parametrize(
    ("setting", "environ", "language"),
    [
        ('language = "de"', {"LANG": "en_GB.UTF-8"}, "de"),
        ('language = "en"', {"LANG": "de_DE.UTF-8"}, "en"),
        ('language = "xx"', {"LANG": "de_DE.UTF-8"}, "en"),
        ("language = 3", {"LANG": "de"}, "de"),
        ("language = ", {"LANG": "de"}, "de"),
        ("", {"LANG": "de_AT.UTF-8@euro"}, "de"),
        ("", {"LANG": "en_US.UTF-8", "LC_MESSAGES": "de_CH"}, "de"),
        ("", {"LANG": "de_DE", "LC_ALL": "C"}, "en"),
        ("", {"LANG": "fr_FR.UTF-8"}, "en"),
        ("", {}, "en"),
    ],
)
def test_start_language_is_the_setting_else_the_environment(
    locales: Path, tmp_path: Path, setting: str, environ: dict[str, str], language: str
) -> None:
    folder = data_folder(tmp_path, setting + "\n")
    assert start_language(["history", f"--data-dir={folder}"], environ) == language
    assert start_language([], {**environ, "SECURECOACH_DATA_DIR": str(folder)}) == language


def test_a_damaged_catalogue_leaves_the_interface_english(locales: Path) -> None:
    (locales / "de" / "LC_MESSAGES" / "securecoach.mo").write_bytes(b"nothing")
    i18n.use("de")
    assert i18n._("yes") == "yes" and i18n.ngettext("one", "many", 2) == "many"


def test_available_languages_have_a_catalogue_or_exercises(locales: Path) -> None:
    (locales / "fr").mkdir()
    assert {"de", "en"} <= set(available()) and "fr" not in available() and closest("../../etc") == "en"


def test_reflection_is_unclassified_without_word_lists(locales: Path) -> None:
    assert reflection_class.classify_reflection("He hit me again last night.") == "people"
    i18n.use("de")
    assert reflection_class.classify_reflection("He hit me again last night.") == "silent"


def test_typed_commands_work_translated_and_in_english(locales: Path) -> None:
    i18n.use("de")
    ask = AskFor("safe", ("yes", "no", "not sure"))
    labels = {choice: i18n._(choice) for choice in ask.choices}
    assert (
        understand("Nicht sicher", ask, labels) == understand("not sure", ask, labels) == Command("answer", "not sure")
    )
    assert understand("überspringen", None, {}) == understand("skip", None, {}) == Command("skip")
    assert parse_choice("gehen", []).kind == parse_choice("leave", []).kind == parse_text(".gehen").kind == "leave"
    assert number_words(3) == "drei"
