"""Checks an entry of an import, and says what is wrong with it in words that the screens use."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any

import msgspec

from securecoach_tui.i18n import _
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import quoted, visible
from securecoach_tui.store.journal.change import JournalChange
from securecoach_tui.store.journal.entry import is_usable

LONGEST_SECONDS = 7 * 86400.0  # the longest possible session: an open-ended one that was left running
NOT_KINDS = ("", "key.json")  # the latter is the wrapped key at the front of a copy
DEEPEST = 32  # how many lists and objects in each other an entry may have; reading deeper ones could run out of stack
EMPTY: tuple[Any, ...] = (None, "", [], {})
_POINTS = ("likely", "prediction", "value")
_SECONDS = ("planned_seconds", "practised_seconds", "at")


def checked(kind: str, entry: Any, *, newer: bool = False, by_column: bool = False) -> JournalChange:
    """Return an entry as a change; one of a ``newer`` version isn't checked.

    Raises:
        ValueError: it can't be used. Its text is the end of a sentence that names the field in the words of the screens;
            with ``by_column``, as the file does.
    """
    if not isinstance(entry, dict):
        raise ValueError(_("there are no named fields"))
    if not entry.keys() - {"id"}:
        raise ValueError(_("there is nothing to import"))
    if kind in NOT_KINDS:
        raise ValueError(_("there is nothing that securecoach export makes"))
    if _is_deeper(entry, DEEPEST):
        raise ValueError(_("lists are nested too deeply"))
    fields = {str(name): value for name, value in entry.items() if name != "id"}
    if kind == "session":  # an export names fields without a value too
        fields = {name: value for name, value in fields.items() if value not in EMPTY}
    id = entry.get("id")
    if id is None:  # the same entry gets the same id each time
        id = hashlib.sha256(msgspec.json.encode(fields, order="deterministic")).hexdigest()[:32]
    id = str(id) if isinstance(id, int) and not isinstance(id, bool) else id
    if not isinstance(id, str) or not 0 < len(id) <= 200:
        raise ValueError(_("the id is {value}, which is not a text of 1 to 200 letters").format(value=_shown(id)))
    if kind == "session" and not newer:
        _check_session({**fields, "id": id}, by_column=by_column)
    for name, value in fields.items():
        if not is_usable(value):
            raise ValueError(_unusable(name, value, by_column=by_column))
    return JournalChange(kind, id, fields)


def entry_words(kind: str, table: str, number: int, entry: Any) -> str:
    """The name of an entry in a sentence: "session 2 (2026-03-03)", or "entry 2 of cards"."""
    if kind != "session":
        return _("entry {n} of {table}").format(n=number, table=visible(table))
    started = entry.get("started") if isinstance(entry, dict) else None
    day = started[:10] if isinstance(started, str) else ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", day):
        return _("session {n} ({day})").format(n=number, day=day)
    return _("session {n}").format(n=number)


def _is_deeper(value: list[Any] | dict[str, Any], levels: int) -> bool:
    """Whether more than ``levels`` lists and objects are in each other."""
    parts = value.values() if isinstance(value, dict) else value
    return not levels or any(_is_deeper(part, levels - 1) for part in parts if isinstance(part, list | dict))


def _check_session(fields: dict[str, Any], *, by_column: bool) -> None:
    """Raise ValueError if the values can't be those of a session."""
    try:
        session = msgspec.convert(fields, SessionRecord)
    except msgspec.ValidationError as error:
        path = re.search(r"`\$\.([^`]*)`", str(error))
        name, value = _value_at(fields, path[1] if path else "id")
        raise ValueError(_unusable(name, value, by_column=by_column)) from None
    lengths = {"planned_seconds": session.planned_seconds, "practised_seconds": session.practised_seconds}
    for name, value in [*lengths.items(), *(("at", rating.at) for rating in session.ratings)]:
        if value is not None and not 0 <= value <= LONGEST_SECONDS:
            raise ValueError(_unusable(name, value, by_column=by_column))


def _value_at(fields: Mapping[str, Any], path: str) -> tuple[str, Any]:
    """The name of the innermost field of a path such as ``ratings[0].value``, and its value."""
    name, value = "id", None
    parent: Any = fields
    for part, number in re.findall(r"(\w+)|\[(\d+)\]", path):
        if part:
            name = part
        value = parent = parent[int(number)] if number else parent[part]
    return name, value


def _unusable(name: str, value: Any, *, by_column: bool) -> str:
    if name in _POINTS:
        words = _("{field} is {value}, which is not a whole number from 0 to 10")
    elif name in _SECONDS:
        words = _("{field} is {value}, which can't be the length of a session in seconds")
    else:
        words = _("{field} is {value}, which can't be used")
    return words.format(field=visible(name) if by_column else _field_words(name), value=_shown(value))


def _field_words(name: str) -> str:
    """A field as a screen calls it, in quotation marks; one that no screen shows, as the file does."""
    words = {
        "started": _("When it began"),
        "ended": _("When it ended"),
        "exercise": _("Exercise"),
        "planned_seconds": _("The time planned"),
        "practised_seconds": _("The time practised"),
        "ratings": _("Ratings"),
        "value": _("A rating"),
        "at": _("The time of a rating"),
        "rung": _("Step"),
        "rung_id": _("Step"),
        "expect": _("I expected"),
        "likely": _("How likely I thought it was"),
        "prediction": _("How hard I expected it to be"),
        "feared": _("What I feared happened"),
        "happened": _("What happened"),
        "bearable": _("It was bearable"),
        "settled_alone": _("I was able to calm myself"),
        "need_stage": _("How far I got with my need"),
        "told": _("Said to someone"),
        "reflection": _("Your note"),
        "answers": _("Answers"),
    }
    return _('"{words}"').format(words=words.get(name, visible(name)))


def _shown(value: Any) -> str:
    return quoted(msgspec.json.encode(value).decode())
