"""What is told and never judged: rungs, expected and met, urges, settling alone, check-ins, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.widget import Widget

from securecoach_tui.i18n import _
from securecoach_tui.progress import described
from securecoach_tui.progress.days import day_of, in_order
from securecoach_tui.tui import keys
from securecoach_tui.tui.screens.paragraphs import Beside, ParagraphRoom, gap, line

LONGEST = 40  # lines of one kind, the newest


class Along(ParagraphRoom):
    """One heading a kind, a line a time, the newest first."""

    FOOT = (keys.HELP, keys.SUPPORT, keys.BACK)

    def where(self) -> str:
        return _("Over time")

    def purpose(self) -> str:
        return _("What happened when, in your own practice. None of it is a mark.")

    def paragraphs(self) -> Iterable[Widget]:
        record, day_starts = self.house.at_hand(), self.house.preferences.day_starts
        today = day_of(self.house.clock.now(), day_starts)
        dated = in_order(record.sessions, today)[0]
        kinds: list[tuple[str, Sequence[str]]] = [
            (_("Check-ins"), described.checkin_lines(described.checkins(record.of_kind("checkin"), day_starts), today)),
            (_("Rungs"), described.rung_lines(described.rungs(dated, day_starts), today)),
            (_("Expected and met"), described.pair_lines(described.pairs(dated, day_starts), today)),
            (_("Urges"), described.urge_lines(described.urges(dated, day_starts), today)),
            (_("Settled by myself"), described.settled_lines(described.settled_alone(dated, day_starts), today)),
        ]
        shown: list[Widget] = []
        for heading, told in kinds:
            if told:
                shown += [Beside(heading, ""), *(line(one) for one in reversed(told[-LONGEST:])), gap()]
        return shown or [line(_("Nothing here yet. It fills by itself as you practise."))]
