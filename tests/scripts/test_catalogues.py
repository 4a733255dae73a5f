"""The catalogues of the interface: extracted, brought up to date, compiled, and complete in every language."""

from __future__ import annotations

import gettext
import io
from pathlib import Path

import pytest

from scripts.dev import catalogues
from scripts.dev.catalogues import check, extracted, faults, languages, problems, updated
from scripts.dev.po_file import BadCatalogue, Catalogue, Message, compiled, parsed, written

SOURCE = '''
import click
from securecoach_tui.i18n import N_, _, ngettext

def words(n):
    """Not shown to anybody."""
    return ngettext("{n} day", "{n} days", n), _("Settings"), _(N_("off")), bad("minutes", "this is empty"), other("no")

@click.command()
@click.option("--plain", help=_("Plain text."))
def export(plain):
    """Export all your data,
    or a report.

    It never contains your contacts.
    """

@click.group(help=_("Exercises."))
def cli():
    """Not shown either."""
'''
SPANISH = """
# Traducción de prueba.
msgid ""
msgstr ""
"Language: es\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

#: old.py
msgid "Settings"
msgstr "Ajustes"

msgid "{n} day"
msgid_plural "{n} days"
msgstr[0] "{n} día"
msgstr[1] "{n} días"

msgid "Export all your data, or a report of it."
msgstr "Exporta todos tus datos, o un informe de ellos."
"""


def source(folder: Path) -> Catalogue:
    package = folder / "package"
    package.mkdir()
    (package / "words.py").write_text(SOURCE)
    return extracted(package)


@pytest.mark.parametrize("language", languages())
def test_interface_is_complete_in_every_language(language: str) -> None:
    assert check(language) == []


def test_spanish_is_one_of_the_languages() -> None:
    assert "es" in languages()


def test_messages_are_marked_calls_and_docstrings_of_commands(tmp_path: Path) -> None:
    found = source(tmp_path).messages
    assert list(found) == [
        *("{n} day", "Settings", "off", "this is empty", "Plain text."),
        *("Export all your data, or a report.", "It never contains your contacts.", "Exercises."),
    ]
    assert found["{n} day"].plural == "{n} days" and found["Settings"].files == ["package/words.py"]


def test_update_keeps_translations_and_offers_similar_ones(tmp_path: Path) -> None:
    result = updated(parsed(SPANISH), source(tmp_path)).messages
    assert result["Settings"].translated and result["{n} day"].texts == ["{n} día", "{n} días"]
    changed = result["Export all your data, or a report."]
    assert changed.texts == ["Exporta todos tus datos, o un informe de ellos."] and "fuzzy" in changed.flags
    assert not result["off"].texts and "Export all your data, or a report of it." not in result


def test_a_catalogue_is_written_the_same_again(tmp_path: Path) -> None:
    text = written(updated(parsed(SPANISH), source(tmp_path)))
    assert written(parsed(text)) == text


def test_lines_that_can_not_be_read_are_named() -> None:
    with pytest.raises(BadCatalogue, match="line 2: msgstr Ajustes"):
        parsed('msgid "Settings"\nmsgstr Ajustes\n')


def test_check_names_untranslated_doubtful_and_stale_messages(tmp_path: Path) -> None:
    wanted = source(tmp_path)
    found = problems(parsed(SPANISH), wanted)
    assert "not translated: off" in found
    assert "no longer in the program: Export all your data, or a report of it." in found
    assert "to be read again: Export all your data, or a report." in problems(updated(parsed(SPANISH), wanted), wanted)


@pytest.mark.parametrize(
    ("message", "found"),
    [
        (Message("{n} of {all}", texts=["{n} de {all}"]), []),
        (Message("{n} of {all}", texts=["{all}: {n}"]), []),
        (Message("{n} of {all}", texts=["{n} de {todo}"]), ["other fields in braces"]),
        (Message("{n} of {all}", texts=["{n de {all}"]), ["other fields in braces"]),
        (Message("{n:g} left", texts=["quedan {n}"]), ["other fields in braces"]),
        (Message("One session", "{n} sessions", ["Una sesión", "{n} sesiones"]), []),
        (Message("One session", "{n} sessions", ["Una sesión"]), ["another number of plural forms"]),
        (Message("Type it: ", texts=["Escríbelo:"]), ["other spaces at its ends"]),
        (Message("Two\nlines", texts=["Dos líneas"]), ["another number of lines"]),
    ],
)
def test_badly_formatted_translations_are_found(message: Message, found: list[str]) -> None:
    assert faults(message, 2) == found


def test_compiled_catalogue_is_what_gettext_reads() -> None:
    catalogue = parsed(SPANISH)
    catalogue.messages["Settings"].flags.add("fuzzy")
    loaded = gettext.GNUTranslations(io.BytesIO(compiled(catalogue)))
    assert loaded.ngettext("{n} day", "{n} days", 2) == "{n} días"
    assert loaded.gettext("Settings") == "Settings", "a doubtful translation isn't shown"


def test_check_ends_with_an_error_where_something_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = source(tmp_path)
    monkeypatch.setattr(catalogues, "LOCALES", tmp_path)
    monkeypatch.setattr(catalogues, "extracted", lambda: wanted)
    assert catalogues.main(["update", "de"]) == 0 and catalogues.main(["check", "de"]) == 1
    assert "de: not translated: Settings" in capsys.readouterr().out
