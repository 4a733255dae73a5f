"""The word lists of the reflection rules, as files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from securecoach_tui.content.exercise_index import CONTENT
from securecoach_tui.content.reflection_lists import load_lexicon, read_lexicon

LISTS = CONTENT / "en" / "reflection"


@pytest.mark.parametrize("folder", sorted(CONTENT.glob("*/reflection")), ids=lambda folder: folder.parent.name)
def test_word_lists_of_every_language_load(folder: Path) -> None:
    lexicon = read_lexicon(folder)
    for pattern in (*lexicon.danger_words, *lexicon.loss, *(pattern for pattern, _ in lexicon.contractions)):
        re.compile(pattern)
    assert lexicon.danger_words and lexicon.danger_phrases and lexicon.near
    assert bool(lexicon.everyday) == bool(lexicon.people), "without one of the two, nothing can be asked"


def test_a_language_without_word_lists_has_no_lexicon() -> None:
    assert load_lexicon("xx") is None and load_lexicon("en") is load_lexicon()


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("everyday.toml", "endings =", "ends ="),
        ("danger.toml", "[made_to]", "[made_of]"),
        ("spelling.toml", "known = '''", "known = 3 # '''"),
        ("clauses.toml", 'possessive = "my"', "possessive = my"),
    ],
)
def test_a_broken_word_list_is_named(tmp_path: Path, name: str, old: str, new: str) -> None:
    folder = tmp_path / "reflection"
    shutil.copytree(LISTS, folder)
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new), "utf-8")
    with pytest.raises(ValueError, match=re.escape(name)):
        read_lexicon(folder)
