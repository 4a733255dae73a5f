"""The state of a form for a session added or corrected by hand. Both displays use it; drafts keep it until it is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.practice.by_hand import HandEntry, added, corrected, starts_later
from securecoach_tui.practice.instants import parse_instant
from securecoach_tui.practice.record import Scale, SessionRecord, When
from securecoach_tui.store.local import drafts
from securecoach_tui.text import by_hand
from securecoach_tui.text.by_hand import FIELDS, HandField
from securecoach_tui.text.figures import decimal_mark

if TYPE_CHECKING:
    from securecoach_tui.practice.exercise.model import Exercise
    from securecoach_tui.store.local.drafts import DraftStore

NEW = "new"  # in the place of a session's id


class HandForm:
    """What was entered so far, as text by field. ``session`` is the one to correct, or None for a new one.

    A draft holds it, so that it is there again after the form was left or the program ended.
    """

    def __init__(
        self, store: DraftStore, exercises: Mapping[str, Exercise], today: date, session: SessionRecord | None = None
    ) -> None:
        self.session, self.today = session, today
        self._store, self._exercises = store, exercises
        self.draft = drafts.of_form(session.id if session is not None else NEW)
        self._stored = _values_of(session) if session is not None else {}
        self._entered = self._restored()

    @property
    def is_new(self) -> bool:
        """Whether the session is a new one."""
        return self.session is None

    @property
    def has_entries(self) -> bool:
        """Whether anything was entered that isn't saved."""
        return bool(self._entered)

    def text_draft(self, field: HandField) -> str:
        """The name of the draft for a text that is being typed."""
        if field == "note" and self.session is not None:
            return drafts.of_session(self.session.id)
        return f"{self.draft}/{field}"

    def value(self, field: HandField) -> str:
        """What was entered, else what the session has; empty for neither."""
        return self._entered.get(field, self._stored.get(field, ""))

    def to_edit(self, field: HandField) -> str:
        """The value as a person would type it, with the decimal mark of the language in use."""
        value = self.value(field)
        return value.replace(".", decimal_mark()) if field == "minutes" else value

    def shown(self, field: HandField) -> str:
        """The value of a field in words."""
        titles = {id: exercise.title for id, exercise in self._exercises.items()}
        return by_hand.shown(field, self.value(field), self.today, titles, new=self.is_new)

    def put(self, field: HandField, text: str) -> str:
        """Enter a text; an empty one leaves a field as it was, but removes a note. Return what is wrong, or ""."""
        value = by_hand.read(field, text, self.today) if text.strip() else ""
        if value is None:
            return by_hand.problem(field, text, self.today)
        if value == self._stored.get(field, "") or (not value and field != "note"):
            self._entered.pop(field, None)
        else:
            self._entered[field] = value
        self._keep()
        return ""

    def clear(self) -> None:
        """Forget what was entered; called after it was saved, too. The draft of an old session's note stays."""
        self._entered = {}
        self._keep()
        self._store.drop(*(self.text_draft(field) for field in FIELDS if self.is_new or field != "note"))

    def fields(self, now: datetime) -> dict[str, Any] | str:
        """The fields to save, or why the form can't be saved yet, in one sentence."""
        entry = self._entry()
        if self.session is None:
            if entry.exercise is None or entry.minutes is None:
                return by_hand.incomplete()
            fields = added(entry, now)
        else:
            if not self._entered:
                return by_hand.unchanged()
            fields = corrected(self.session, entry, now)
        return by_hand.in_future(fields["started"]) if starts_later(fields, now) else fields

    def _entry(self) -> HandEntry:
        found = self._entered
        exercise = self._exercises.get(found.get("exercise", ""))
        return HandEntry(
            day=date.fromisoformat(found["day"]) if "day" in found else None,
            at=time.fromisoformat(found["at"]) if "at" in found else None,
            exercise=exercise.id if exercise is not None else None,
            capacity=exercise.capacity if exercise is not None else None,
            minutes=float(found["minutes"]) if "minutes" in found else None,
            before=int(found["before"]) if "before" in found else None,
            after=int(found["after"]) if "after" in found else None,
            note=found.get("note"),
        )

    def _keep(self) -> None:
        text = msgspec.json.encode(self._entered).decode() if self._entered else ""
        self._store.put(self.draft, text)

    def _restored(self) -> dict[HandField, str]:
        """The values of the draft, without those that can't be used any more."""
        try:
            found = msgspec.json.decode(self._store.find(self.draft) or "{}", type=dict[str, str])
        except msgspec.MsgspecError:
            return {}
        read = {field: by_hand.read(field, found.get(field, ""), self.today) for field in FIELDS}
        usable = {field: value for field, value in read.items() if value}
        if usable.get("exercise", "") not in self._exercises:
            usable.pop("exercise", None)
        if found.get("note") == "" and "note" in self._stored:
            usable["note"] = ""
        half_a_note = self._store.find(self.text_draft("note")) if self.is_new else ""
        if half_a_note:  # the program ended while it was typed
            usable["note"] = half_a_note
        return usable


def most_practised(exercises: Mapping[str, Exercise], sessions: Sequence[SessionRecord]) -> list[str]:
    """The ids of the exercises, the most practised first, the others in their order."""
    counts = Counter(session.exercise for session in sessions)
    return sorted(exercises, key=lambda each: -counts[each])


def record_of(id: str, fields: Mapping[str, Any], session: SessionRecord | None = None) -> SessionRecord:
    """The session as it is after ``fields`` of it were saved."""
    before = msgspec.to_builtins(session) if session is not None else {}
    return msgspec.convert({**before, **fields, "id": id}, SessionRecord)


def fields_before(session: SessionRecord, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a session has for the names in ``fields``, to undo a correction with."""
    before = msgspec.to_builtins(session)
    return {name: before[name] for name in fields}


def _values_of(session: SessionRecord) -> dict[HandField, str]:
    """The fields of a stored session that have a value."""
    started = parse_instant(session.started)
    before, after = (session.first(Scale.DISTRESS, when) for when in (When.BEFORE, When.AFTER))
    seconds = session.practised_seconds
    found: dict[HandField, str] = {
        "day": started.date().isoformat() if started is not None else "",
        "at": f"{started:%H:%M}" if started is not None else "",
        "exercise": session.exercise or "",
        "minutes": by_hand.minutes_stored(seconds / 60) if seconds is not None else "",
        "before": "" if before is None else str(before),
        "after": "" if after is None else str(after),
        "note": session.reflection or "",
    }
    return {field: value for field, value in found.items() if value}
