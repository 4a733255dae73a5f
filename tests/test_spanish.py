"""The interface in Spanish: figures and dates, what people type, where words are found, and screens of forty cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from click.testing import CliRunner

from scripts.dev import catalogues
from securecoach_tui import i18n
from securecoach_tui.commands import command_table
from securecoach_tui.config.language import own_name
from securecoach_tui.plain.prompts import parse_choice, parse_number, parse_text
from securecoach_tui.plain.session_input import Command, understand
from securecoach_tui.practice import plan, typed_values
from securecoach_tui.practice.folded_text import found_in, searchable, sorting_key
from securecoach_tui.practice.needs import statement
from securecoach_tui.practice.session.events import AskFor
from securecoach_tui.progress.indicators import Unit
from securecoach_tui.text import dates, durations, quantities
from securecoach_tui.text.figures import Figure
from securecoach_tui.tui.screens.settings import SettingsScreen
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.voice.model import NATURAL_VOICE
from securecoach_tui.voice.synthesis import voice_choice
from securecoach_tui.voice.synthesis.voice_language import voice_words
from tests.tui.records import put, sessions
from tests.tui.stage import Stage

DAY = date(2026, 3, 3)
YES_NO = AskFor("safe", ("yes", "no", "not sure"))


@pytest.fixture(autouse=True)
def spanish() -> Iterator[None]:
    i18n.use("es")
    yield
    i18n.use(None)


def labels() -> dict[str, str]:
    return {choice: i18n._(choice) for choice in YES_NO.choices}


def test_dates_are_written_as_in_spanish() -> None:
    assert dates.date_words(DAY, DAY) == "3 de marzo" and dates.full_date(DAY) == "3 de marzo de 2026"
    assert dates.short_date(DAY, DAY) == "mar  3 mar " and dates.month_and_year(DAY) == "marzo de 2026"
    assert dates.relative_day(DAY, date(2026, 3, 5)) == "el martes"
    assert [len(dates.month_name(date(2026, month, 1))) for month in range(1, 13)] == [3] * 12


def test_week_begins_on_monday() -> None:
    assert dates.weekday_names()[0] == "lunes"


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [(4.5, "points", "4,5 puntos"), (1, "points", "1 punto"), (0.33, "share", "33 %"), (1, "minutes", "1 minuto")],
)
def test_amounts_have_a_decimal_comma_and_plurals(value: float, unit: Unit, words: str) -> None:
    assert quantities.amount(value, unit) == words


def test_figures_in_sentences_have_a_decimal_comma() -> None:
    assert f"{Figure(2.5):g}" == "2,5" and durations.duration(90) == "1 minuto 30 segundos"


@pytest.mark.parametrize(
    ("typed", "answer"),
    [("sí", "yes"), ("SI", "yes"), ("no", "no"), ("no se", "not sure"), ("yes", "yes"), ("2", "no")],
)
def test_answers_need_no_accents_and_may_be_english(typed: str, answer: str) -> None:
    assert understand(typed, YES_NO, labels()) == Command("answer", answer)


@pytest.mark.parametrize(("typed", "number"), [("siete", 7), ("Cero", 0), ("uno", 1), ("una", 1), ("seven", 7)])
def test_numbers_are_typed_as_words(typed: str, number: int) -> None:
    assert understand(typed, AskFor("before", scale=True), {}) == Command("answer", number)
    assert parse_number(typed, 0, 10).number == number


@pytest.mark.parametrize(
    ("typed", "act"),
    [
        (".pausa", "pause"),
        (".mas suave", "ease"),
        (".más suave", "ease"),
        (".parar", "stop"),
        (".para", "stop"),
        (".skip", "skip"),
    ],
)
def test_commands_with_a_dot_work_in_both_languages(typed: str, act: str) -> None:
    assert understand(typed, YES_NO, labels()).act == understand(typed, None, {}).act == act


def test_a_scale_is_not_asked_as_yes_or_no() -> None:
    from securecoach_tui.text.question_words import QUESTION_WORDS

    for key in ("likely", "rate_ease", "prediction", "before"):
        assert re.match("¿(Qué tan|Cuánt)", i18n._(QUESTION_WORDS[key].long)), key


def test_help_names_a_file_by_one_word() -> None:
    for message in catalogues.read("es").messages.values():
        assert not re.search(r"\bFILE\b", " ".join(message.texts)), message.id
    assert i18n._("Import sessions from FILE.") == "Importa sesiones de ARCHIVO."


def test_words_at_prompts_work_in_both_languages() -> None:
    assert parse_choice("volver", []).kind == parse_choice("back", []).kind == "back"
    assert (
        parse_choice("mas", []).kind == "more" and parse_text(".apoyo").kind == parse_text(".support").kind == "support"
    )
    assert parse_choice("salir", []).kind == "leave" and parse_choice("ayuda", []).kind == "help"


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("2,5", 2.5), ("1 hora y 30 minutos", 90), ("90 segundos", 1.5), ("5 minutos", 5), ("1 hour", 60)],
)
def test_lengths_are_typed_with_spanish_units(typed: str, minutes: float) -> None:
    assert typed_values.minutes_of(typed) == minutes


def test_times_and_days_are_typed_in_spanish() -> None:
    assert typed_values.time_of("8 p. m.") == time(20) and typed_values.time_of("mediodía") == time(12)
    assert typed_values.day_of("ayer", DAY) == date(2026, 3, 2)
    names = [dates.weekday_names()]
    assert plan.days_of("lun, mié y sab", names) == plan.days_of("lunes miercoles sábado", names) == (0, 2, 5)
    assert plan.days_of("lun-mié", names) == plan.days_of("mon and tue, wed", names) == (0, 1, 2)


def test_who_types_ñ_finds_ñ_and_who_types_n_finds_both() -> None:
    text = searchable("Esta MAÑANA fue difícil.")
    assert found_in(searchable("mañana"), text) and found_in(searchable("manana"), text)
    assert found_in(searchable("dificil"), text) and not found_in(searchable("añ"), searchable("banano"))


def test_titles_are_sorted_as_in_spanish() -> None:
    assert sorted(["oso", "ñu", "nube", "Élite", "zorro", "faro"], key=sorting_key) == [
        *("Élite", "faro", "nube", "ñu", "oso", "zorro")
    ]


def test_sentences_of_needs_are_whole() -> None:
    answers = {"when": "no contestas", "feel": "siento miedo", "need": "saber de ti", "would": "¿podrías llamarme?"}
    assert statement(answers) == "Cuando no contestas, siento miedo, necesito saber de ti, ¿podrías llamarme?"
    assert statement({"would": "llamarme"}) == "¿Podrías llamarme?"


def test_help_and_errors_are_in_spanish_and_quote_what_was_typed() -> None:
    shown = CliRunner().invoke(command_table.cli, ["history", "edit", "--help"]).output
    assert "Uso: " in shown and "Corrige una sesión." in shown and "Opciones:" in shown
    assert "'--wat'" in CliRunner().invoke(command_table.cli, ["list", "--wat"]).output


def test_espeak_speaks_spanish_and_the_natural_voice_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_choice, "natural_installed", lambda: True)
    monkeypatch.setattr(voice_choice.sys, "platform", "linux")
    speech, voice = voice_choice.choose(Stage(Path("unused")).context.preferences)
    assert (speech.name, voice) == ("system", "es")
    assert voice_words((NATURAL_VOICE, "Joe")) == "Joe, una voz natural, solo en inglés"


def test_a_language_has_its_own_name() -> None:
    assert (own_name("es"), own_name("en"), own_name("xx")) == ("español", "English", "xx")


async def test_a_language_chosen_in_settings_is_seen_at_once(tmp_path: Path) -> None:
    i18n.use("en")
    stage = Stage(tmp_path / "data", language="en", voice_id=NATURAL_VOICE)
    async with stage.open(size=(80, 30)):
        await stage.app.push_screen(screen := SettingsScreen("language"))
        await stage.settle()
        assert "Settings" in stage.shown
        rows = screen.query_one(RowList)
        assert rows.rows[rows.highlighted][:2] == ("Language", "English")
        await stage.press("right")
        assert "Ajustes" in stage.shown and "español" in stage.shown and "Settings" not in stage.shown
        assert stage.context.preferences.language == "es" and stage.context.preferences.voice_id == ""
        await stage.press("escape", "escape")
        assert "Elegir otro" in stage.shown and "Choose another" not in stage.shown
        await stage.press("down")
        assert stage.app.screen.query_one(RowList).highlighted == 1


@pytest.mark.parametrize("keys", [(), ("c",), ("question_mark",), ("n",), ("ctrl+o",)])
async def test_screens_of_forty_cells_hold_spanish(tmp_path: Path, keys: tuple[str, ...]) -> None:
    stage = Stage(tmp_path / "data")
    put(stage, sessions(12))
    async with stage.open(size=(40, 15)):
        await stage.press(*keys)
        lines = stage.shown.splitlines()
        assert len(lines) <= 15 and all(len(line) <= 40 for line in lines) and "^c" in lines[-1]
        foot = stage.app.screen.query_one(KeyFooter)
        assert foot._spans[-1][1] - 1 <= foot.size.width and stage.app.screen.query_one(Heading).region.height == 1


def test_spanish_has_no_pressure_and_no_gendered_reader() -> None:
    never = re.compile(
        r"[!¡]|\b(debes?|deberías?|fall[óo]|racha|usted|vosotros|ordenador|estás (solo|sola|seguro|segura))\b", re.I
    )
    for message in catalogues.read("es").messages.values():
        for text in message.texts:
            assert not never.search(re.sub(r"\{.*?\}", "", text)), text


OTHERS = (
    "From 1 to 7, or press enter to skip",
    "From 1 to 7, or press enter to keep {n}",
    "Type a number, or press enter to keep it",
    "Type a number, or enter to leave it open",
)


def test_prompts_hold_thirty_six_cells() -> None:
    from securecoach_tui.text.question_words import QUESTION_WORDS

    for words in QUESTION_WORDS.values():
        assert len(f"{i18n._(words.prompt)}: ") <= 36, words.prompt
    for prompt in ("Type a number, or q to quit", "Type a number, or press enter to go back", *OTHERS):
        assert len(f"{i18n._(prompt)}: ") <= 36
