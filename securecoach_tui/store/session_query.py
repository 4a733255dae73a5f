"""Which sessions to show, as a filter that displays build and as the TinyDB query that finds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, get_args

from securecoach_tui.practice.record import Capacity, SessionRecord
from securecoach_tui.progress.days import day_of, parse_instant

if TYPE_CHECKING:
    from tinydb.queries import QueryInstance

SessionOrder = Literal["newest", "oldest", "longest", "exercise"]
ORDERS: tuple[SessionOrder, ...] = get_args(SessionOrder)


@dataclass(frozen=True)
class SessionFilter:
    """Which sessions to show, and in which order. Days are local and both included; ``ids`` names the only sessions
    to look among; ``words`` are looked for in what the person wrote and in the exercise's title."""

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
    """Build the TinyDB query that matches what ``wanted`` asks for; None where that is every session.

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
            try:
                return instant is not None and first <= day_of(instant, day_starts) <= last
            except OverflowError:
                return False

        parts.append(where("started").test(within))
    if words := wanted.words.strip().casefold():

        def text_of(session: SessionRecord) -> str:
            text = texts.get(session.id)
            if text is None:
                text = texts[session.id] = searched_text(session, titles)
            return text

        parts.append(Query().map(text_of).test(lambda text: words in text))
    query = parts[0] if parts else None
    for part in parts[1:]:
        assert query is not None
        query &= part
    return query


def searched_text(session: SessionRecord, titles: Mapping[str, str]) -> str:
    """Return what words are looked for in: the person's own words, the rung and the exercise's title, casefolded."""
    own = (session.reflection, session.expect, session.happened, session.rung, *session.answers.values())
    title = titles.get(session.exercise or "", session.exercise or "")
    return "\n".join([*(text for text in own if text), title]).casefold()


def in_order(found: list[SessionRecord], order: SessionOrder, titles: Mapping[str, str]) -> list[SessionRecord]:
    """Put sessions, newest first so far, in ``order``; return the same list."""
    if order == "oldest":
        found.reverse()
    elif order == "longest":
        found.sort(key=lambda one: -(one.practised_seconds or 0.0))
    elif order == "exercise":
        found.sort(key=lambda one: titles.get(one.exercise or "", one.exercise or "").casefold())
    return found
