"""The filter of sessions that displays build, and the TinyDB query made from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from securecoach_tui.practice.folded_text import found_in, searchable, sorting_key
from securecoach_tui.practice.instants import day_of, parse_instant
from securecoach_tui.practice.record import Capacity, SessionRecord

if TYPE_CHECKING:
    from tinydb.queries import QueryInstance

SessionOrder = Literal["newest", "oldest", "longest", "exercise"]
ORDERS: tuple[SessionOrder, ...] = get_args(SessionOrder)


@dataclass(frozen=True)
class SessionFilter:
    """Which sessions to show, and in which order. ``since`` and ``until`` are local days, both included.
    A session after midnight is found under its date, which is shown, and under the evening to which it belongs.
    ``ids`` limits the search to these sessions. ``words`` is searched for in what the person wrote and in the
    exercise's title."""

    words: str = ""
    exercise: str = ""
    capacity: Capacity | None = None
    since: date | None = None
    until: date | None = None
    order: SessionOrder = "newest"
    ids: frozenset[str] | None = None

    @property
    def matches_all(self) -> bool:
        """Whether no session is left out."""
        dates = self.since is None and self.until is None
        return dates and not self.words and not self.exercise and self.capacity is None and self.ids is None


def build_query(
    wanted: SessionFilter, titles: Mapping[str, str], *, day_starts: int, texts: dict[str, str]
) -> QueryInstance | None:
    """Build the TinyDB query for ``wanted``; None if it matches every session.

    Args:
        titles: the exercises' titles by id.
        day_starts: the hour at which a day begins, 0 to 23.
        texts: remembers the text of each session by its id, so that the next search is quick.
    """
    from tinydb import Query, where

    parts: list[QueryInstance] = []
    if wanted.ids is not None:
        parts.append(where("id").test(wanted.ids.__contains__))
    if wanted.exercise:
        parts.append(where("exercise") == wanted.exercise)
    if wanted.capacity is not None:
        parts.append(where("capacity") == wanted.capacity)
    if wanted.since is not None or wanted.until is not None:
        first, last = wanted.since or date.min, wanted.until or date.max

        def within(started: Any) -> bool:
            instant = parse_instant(started)
            if instant is None:
                return False
            try:
                practice_day = day_of(instant, day_starts)
            except OverflowError:  # in the first hours of the first year
                practice_day = instant.date()
            return first <= practice_day <= last or first <= instant.date() <= last

        parts.append(where("started").test(within))
    if words := searchable(wanted.words):

        def text_of(session: SessionRecord) -> str:
            text = texts.get(session.id)
            if text is None:
                text = texts[session.id] = searched_text(session, titles)
            return text

        parts.append(Query().map(text_of).test(lambda text: found_in(words, str(text))))
    query = parts[0] if parts else None
    for part in parts[1:]:
        assert query is not None
        query &= part
    return query


def searched_text(session: SessionRecord, titles: Mapping[str, str]) -> str:
    """Return the text to search, folded: what the person wrote, the rung and the exercise's title."""
    own = (session.reflection, session.expect, session.happened, session.rung, *session.answers.values())
    title = titles.get(session.exercise or "", session.exercise or "")
    return "\n".join(searchable(text) for text in (*own, title) if text)


def in_order(sessions: list[SessionRecord], order: SessionOrder, titles: Mapping[str, str]) -> list[SessionRecord]:
    """Sort a list of sessions that is newest first into ``order``; return the same list."""
    if order == "oldest":
        sessions.reverse()
    elif order == "longest":
        sessions.sort(key=lambda session: -(session.practised_seconds or 0.0))
    elif order == "exercise":
        sessions.sort(key=lambda session: sorting_key(titles.get(session.exercise or "", session.exercise or "")))
    return sessions
