"""The language is changed at once in Settings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui import i18n
from securecoach_tui.app.setting_list import GROUPS
from securecoach_tui.config.language import available
from securecoach_tui.config.settings import load
from tests.plain.talk import number, visited


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    i18n.use(None)


def test_plain_text_goes_on_in_the_chosen_language(tmp_path: Path) -> None:
    group = next(n for n, (_title, names) in enumerate(GROUPS, 1) if "language" in names)
    place = GROUPS[group - 1][1].index("language") + 1
    spanish = available().index("es") + 2  # after the default
    visit = visited(tmp_path, number("Settings"), str(group), str(place), str(spanish), "", "", "q")
    assert visit.has("Idioma: español") and load(visit.context.paths)[0].language == "es"
    assert any("¿Qué está pasando ahora?" in line for line in visit.lines)
