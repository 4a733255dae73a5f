"""The form for a session by hand: what each field accepts, what is saved, and that nothing entered is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from securecoach_tui import content, i18n
from securecoach_tui.app import hand_form
from securecoach_tui.app.hand_form import HandForm
from securecoach_tui.config.settings import DataPaths
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.store.local import checkpoints
from securecoach_tui.store.local.drafts import DraftStore
from securecoach_tui.text.by_hand import FIELDS, HandField
from tests.fakes.writer import MemoryWriter
from tests.tui.records import sessions

NOW = datetime(2026, 3, 3, 21, 0, tzinfo=UTC)
EXERCISES = content.load().exercises()
OLD = sessions(3)[0]


@pytest.fixture
def store(tmp_path: Path) -> DraftStore:
    return DraftStore(DataPaths(tmp_path, tmp_path, tmp_path), MemoryWriter())


def form_for(store: DraftStore, session: SessionRecord | None = None) -> HandForm:
    return HandForm(store, EXERCISES, NOW.date(), session)


def test_half_minutes_can_be_entered_and_corrected_in_spanish(store: DraftStore) -> None:
    session = msgspec.structs.replace(OLD, practised_seconds=179.99)
    try:
        i18n.use("es")
        form = filled(form_for(store), exercise="slow-breathing", minutes="2,5")
        assert "2 minutos" in form.shown("minutes")
        assert form_for(store).fields(NOW)["practised_seconds"] == 150.0  # type: ignore[index,call-overload]
        correcting = form_for(store, session)
        assert correcting.shown("minutes") and correcting.to_edit("minutes") == "2,9998"
        assert correcting.put("minutes", "2,9998") == "" and not correcting.has_entries
        store.put(form.draft, '{"exercise":"slow-breathing","minutes":"2,5"}')  # as it was stored before
        assert "2 minutos" in form_for(store).shown("minutes")
    finally:
        i18n.use("en")


def filled(form: HandForm, **texts: str) -> HandForm:
    for field, text in texts.items():
        assert form.put(field, text) == "", field  # type: ignore[arg-type]
    return form


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("day", "yesterday", "Monday 2 March 2026"),
        ("day", "1.3.2026", "Sunday 1 March 2026"),
        ("day", "2026-03-03", "today"),
        ("at", "8pm", "20:00"),
        ("minutes", "7:30", "7 minutes 30 seconds"),
        ("minutes", "2,5", "2 minutes 30 seconds"),
        ("before", "10", "10"),
        ("after", "0", "0"),
        ("exercise", "slow-breathing", "Slow breathing"),
        ("note", " on the bus ", "on the bus"),
    ],
)
def test_form_shows_what_was_entered_in_words(store: DraftStore, field: HandField, text: str, words: str) -> None:
    assert filled(form_for(store), **{field: text}).shown(field) == words


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("day", "someday", '"someday" isn\'t a date. Write it like 2026-03-03.'),
        ("day", "2026-02-30", '"2026-02-30" isn\'t a date.'),
        ("day", "2026-03-04", "2026-03-04 is in the future."),
        ("day", "0202-03-04", '"0202-03-04" isn\'t a date.'),
        ("day", "9" * 5000, "…\" isn't a date."),
        ("at", "25:00", '"25:00" isn\'t a time of day.'),
        ("minutes", "0", '"0" isn\'t a length.'),
        ("minutes", "1441", "up to a day."),
        ("minutes", "\x1b[31m", '"\\x1b[31m" isn\'t a length.'),
        ("after", "11", '"11" isn\'t a whole number from 0 to 10.'),
    ],
)
def test_a_bad_value_is_one_sentence_and_changes_nothing(
    store: DraftStore, field: HandField, text: str, said: str
) -> None:
    form = filled(form_for(store), day="yesterday", at="7:00", minutes="5", after="3")
    before = form.value(field)
    assert said in form.put(field, text) and form.value(field) == before


def test_new_session_needs_an_exercise_and_minutes_alone(store: DraftStore) -> None:
    form = form_for(store)
    assert [form.shown(field) for field in FIELDS] == [
        "today", "not known", "needed", "needed", "not rated", "not rated", "none",
    ]  # fmt: skip
    assert form.fields(NOW) == "Choose the exercise and say how many minutes, then save."
    fields = filled(form, exercise="slow-breathing", minutes="5").fields(NOW)
    assert isinstance(fields, dict)
    made = hand_form.record_of("a", fields)
    assert (made.exercise, made.capacity, made.practised_seconds, made.by_hand) == (
        "slow-breathing", "regulation", 300.0, "added",
    )  # fmt: skip


def test_session_later_today_is_in_the_future(store: DraftStore) -> None:
    form = filled(form_for(store), exercise="slow-breathing", minutes="5", at="22:00")
    assert form.fields(NOW) == "2026-03-03 22:00 is in the future. Give the day and the time you practised."


def test_form_left_half_way_comes_back_in_another_run(tmp_path: Path) -> None:
    paths, writer = DataPaths(tmp_path, tmp_path, tmp_path), MemoryWriter()
    filled(form_for(DraftStore(paths, writer)), day="yesterday", note="on the bus")
    for id, data in writer.unfinished.items():
        path = checkpoints.path_of(paths, id)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    again = form_for(DraftStore(paths, writer))
    assert again.has_entries and again.value("day") == "2026-03-02" and again.shown("note") == "on the bus"
    again.clear()
    assert not writer.unfinished and not again.has_entries


def test_half_a_note_is_in_the_form_again_until_it_is_saved(store: DraftStore) -> None:
    store.put(form_for(store).text_draft("note"), "half a no")
    form = form_for(store)
    assert form.has_entries and form.shown("note") == "half a no"
    form.clear()
    assert not form_for(store).has_entries
    store.put(form_for(store, OLD).text_draft("note"), "for the old one")
    form_for(store, OLD).clear()
    assert store.find(form_for(store, OLD).text_draft("note")) == "for the old one"


@pytest.mark.parametrize(
    "draft", ["not json", "[1]", '{"day": "2027-01-01", "exercise": "gone", "after": "x", "more": "1"}']
)
def test_draft_that_cant_be_used_is_left_out(store: DraftStore, draft: str) -> None:
    store.put("by_hand/new", draft)
    assert not form_for(store).has_entries


def test_correction_saves_only_what_changed_and_can_be_undone(store: DraftStore) -> None:
    form = form_for(store, OLD)
    assert form.value("day") == "2026-03-03" and form.fields(NOW) == "Nothing has changed yet."
    filled(form, day="2026-03-03", minutes="")  # as it was
    assert not form.has_entries
    fields = filled(form, after="9", note="").fields(NOW)
    assert isinstance(fields, dict)
    changed = hand_form.record_of(OLD.id, fields, OLD)
    assert changed.first("distress", "after") == 9 and changed.by_hand == "corrected"  # type: ignore[arg-type]
    assert changed.started == OLD.started and changed.reflection is None
    before = hand_form.fields_before(OLD, fields)
    assert hand_form.record_of(OLD.id, before, changed) == OLD


def test_note_of_a_session_can_be_removed_and_typed_again(store: DraftStore) -> None:
    old = msgspec.structs.replace(OLD, reflection="quiet")
    filled(form_for(store, old), note="")
    again = form_for(store, old)
    assert again.has_entries and again.value("note") == "" and again.shown("note") == "none"
    assert filled(again, note="quiet").fields(NOW) == "Nothing has changed yet."


def test_exercises_are_listed_by_how_often_they_were_practised() -> None:
    ids = hand_form.most_practised(EXERCISES, sessions(40))
    assert ids[0] == "slow-breathing" and sorted(ids) == sorted(EXERCISES)
