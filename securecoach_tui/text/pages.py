"""The pages in the menu that are only read. Both displays show each row of ``PAGES``, in this order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from securecoach_tui.content.loader import Content
from securecoach_tui.i18n import N_


@dataclass(frozen=True)
class TextPage:
    """One page of the menu."""

    title: str  # marked with N_; translated when shown
    purpose: str  # marked with N_; one sentence for the help of the full screen
    lines: Callable[[Content], Sequence[str]]


PRIVACY = TextPage(
    title=N_("Where others can look"),
    purpose=N_("What people who use this computer may find, and how to clear it."),
    lines=Content.privacy,
)

FIRST_WORDS = TextPage(
    title=N_("What SecureCoach is for"),
    purpose=N_("What SecureCoach is for, and what it isn't."),
    lines=Content.first_run,
)

PAGES = (PRIVACY, FIRST_WORDS)
