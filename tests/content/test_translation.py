"""Texts of another language in the English content, and what is named as missing."""

from __future__ import annotations

from securecoach_tui.config.language import available
from securecoach_tui.content import last_resort
from securecoach_tui.content.translation import gaps, merged
from securecoach_tui.content.untranslated import missing

ENGLISH = {
    "id": "a",
    "title": "Rest",
    "minutes": [3, 5],
    "evidence": {"strength": "trial", "summary": "One trial.", "citations": ["A (2020)"]},
    "body": [
        {"say": ["Sit.", "Stand: {rung}."], "seconds": 20},
        {"breathe": {"in": 4, "out": 6}},
        {"ask": "How?", "key": "how", "choices": ["well", "hurt"], "support": "hurt", "seconds": 9},
    ],
}
SPANISH = {
    "id": "b",
    "title": "Descanso",
    "evidence": {"strength": "none", "summary": "Un ensayo."},
    "body": [
        {"say": ["Siéntate.", "Levántate: {rung}."], "seconds": 1},
        {},
        {"ask": "¿Cómo?", "key": "how", "choices": ["bien", "con dolor"]},
    ],
}


def without(table: dict[str, object], name: str) -> dict[str, object]:
    return {key: value for key, value in table.items() if key != name}


def test_texts_are_translated_and_nothing_else() -> None:
    found = merged(ENGLISH, SPANISH)
    assert gaps(ENGLISH, SPANISH) == []
    assert (found["id"], found["title"], found["minutes"]) == ("a", "Descanso", [3, 5])
    assert found["evidence"] == {"strength": "trial", "summary": "Un ensayo.", "citations": ["A (2020)"]}
    assert found["body"][0] == {"say": ["Siéntate.", "Levántate: {rung}."], "seconds": 20}
    assert found["body"][1] == ENGLISH["body"][1]
    assert found["body"][2]["support"] == "con dolor" and found["body"][2]["seconds"] == 9


def test_missing_texts_stay_english_and_are_named() -> None:
    other = without(SPANISH, "title")
    assert merged(ENGLISH, other)["title"] == "Rest" and gaps(ENGLISH, other) == ["title"]
    assert gaps(ENGLISH, {"title": ""})[:2] == ["title", "evidence.summary"]
    assert merged(ENGLISH, {}) == ENGLISH


def test_a_text_with_other_fields_is_not_used() -> None:
    english = {"body": [{"say": ["Stand: {rung}."]}]}
    assert gaps(english, {"body": [{"say": ["Levántate: {paso}."]}]}) == ["body.1.say.1"]
    assert merged(english, {"body": [{"say": ["Levántate."]}]}) == english


def test_steps_or_lines_that_do_not_match_are_not_used() -> None:
    shorter = {**SPANISH, "body": [{"say": ["Siéntate."]}, {}, SPANISH["body"][2]]}
    assert gaps(ENGLISH, shorter) == ["body.1.say"]
    other_steps = {**SPANISH, "body": [SPANISH["body"][2], {}, SPANISH["body"][0]]}
    assert merged(ENGLISH, other_steps)["body"] == ENGLISH["body"]
    assert "body.3.ask" in gaps(ENGLISH, other_steps)


def test_lists_with_ids_are_matched_by_them() -> None:
    english = {"line": [{"id": "a", "text": "One", "words": ["one"]}, {"id": "b", "text": "Two", "words": ["two"]}]}
    other = {"line": [{"id": "b", "text": "Dos", "words": ["dos", "dúo"]}]}
    assert gaps(english, other) == ["line.1.text", "line.1.words"]
    found = merged(english, other)["line"]
    assert found[0] == english["line"][0] and found[1] == {"id": "b", "text": "Dos", "words": ["dos", "dúo"]}


def test_a_table_named_like_a_kept_field_is_translated() -> None:
    assert merged({"strength": {"trial": "A trial."}}, {"strength": {"trial": "Un ensayo."}}) == {
        "strength": {"trial": "Un ensayo."}
    }


def test_every_language_has_the_words_that_need_no_file() -> None:
    assert set(last_resort.WORDS) == set(available())


def test_what_is_missing_in_a_language_is_named() -> None:
    assert missing("en") == []
    assert {"now.toml", "support.toml", "reflection/danger.toml"} <= set(missing("xx"))
    assert "catalogue.toml" not in missing("xx")
