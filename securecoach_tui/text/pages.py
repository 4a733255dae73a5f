"""The pages in the menu that are only read. Both displays show each row of ``PAGES``, in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from securecoach_tui.i18n import N_

if TYPE_CHECKING:
    from securecoach_tui.content.loader import Content
    from securecoach_tui.store.repository import Repository


class PageSource(Protocol):
    """What a page can be made of: words in the person's language, and their own data. Each display's context has both."""

    @property
    def content(self) -> Content: ...
    @property
    def record(self) -> Repository: ...


@dataclass(frozen=True)
class TextPage:
    """One page of the menu."""

    title: str  # marked with N_; translated when shown
    purpose: str  # marked with N_; one sentence for the help of the full screen
    lines: Callable[[PageSource], Sequence[str]]


PRIVACY = TextPage(
    title=N_("Where others can look"),
    purpose=N_("What people who use this computer may find, and how to clear it."),
    lines=lambda source: source.content.privacy(),
)

FIRST_WORDS = TextPage(
    title=N_("What SecureCoach is for"),
    purpose=N_("What SecureCoach is for, and what it isn't."),
    lines=lambda source: source.content.first_run(),
)

PAGES = (PRIVACY, FIRST_WORDS)
