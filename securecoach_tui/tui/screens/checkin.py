"""The direction check-in: one line at a time, then what the answers come to, and the person's own choice on top."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.app.session_setup import last_checkin
from securecoach_tui.content.loader import CheckInContent
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.checkin import (
    DRAFT,
    CheckInResult,
    due,
    fields,
    half_way,
    half_way_text,
    score,
    unanswered,
)
from securecoach_tui.practice.record import Direction
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import dates
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.key_bindings import Key
from securecoach_tui.tui.saving import keep
from securecoach_tui.tui.screens.dialogs import CHOOSE
from securecoach_tui.tui.widgets.agreement_scale import AgreementScale
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.row_list import RowList
from securecoach_tui.tui.widgets.scale import Scale

Answers = dict[str, int | None]

KEEP = Key("enter", "", N_("keep"), N_("Keep the answer; with nothing chosen the line is left out."), "enter")
LEAVE_OUT = Key("l", "leave_out", N_("leave out"), N_("Leave this line out."), "l")
BEFORE = Key("u", "before", N_("line before"), N_("Back to the line before."), "u")


class CheckIn(BaseScreen):
    """What it is, and the ways into it."""

    AUTO_FOCUS = ""  # the words are read from their beginning

    KEYS = (CHOOSE,)
    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def where(self) -> str:
        return _("Check in")

    def purpose(self) -> str:
        return _("Which way am I leaning? It takes under three minutes.")

    def body(self) -> ComposeResult:
        words = self.context.words.checkin()
        for line in words.before:
            yield Static(line, markup=False, classes="words")
        last, today = _last(self), self.context.clock.now().date()
        if not due(last, today) and last is not None:
            day = dates.relative_day(last, today)
            told = _("You last checked in {day}. Four weeks between two of them say more.").format(day=day)
            yield Static(told, markup=False, classes="quiet spaced")
        yield ChoiceList([], label=_("Check in"), id="choices")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(ChoiceList).focus_quietly()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._offer()

    def _offer(self) -> None:
        words, half = self.context.words.checkin(), _half(self)
        rows: list[tuple[str, Callable[[], None]]] = []
        if half:
            on = _("Go on at line {n} of {all}").format(n=len(half) + 1, all=len(words.items))
            whole = len(half) == len(words.items)
            rows.append((_("See what your answers come to") if whole else on, self._ask))
            rows.append((_("Begin anew"), self._anew))
        else:
            rows.append((_("Begin"), self._ask))
        rows.append((_("Choose for myself where to begin"), self._choose))
        self._acts = [act for _label, act in rows]
        self.query_one(RowList).fill([(label, "") for label, _act in rows], here=0)

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        self._acts[event.index]()

    def _ask(self) -> None:
        items, half = self.context.words.checkin().items, _half(self)
        self.app.push_screen(Asked(half) if unanswered(items, half) else Found(score(items, half), half))

    def _anew(self) -> None:
        self.context.drafts.drop(DRAFT)
        self._ask()

    def _choose(self) -> None:
        self.app.push_screen(Found(CheckInResult(None, None, Direction.UNCLEAR), {}))


class Asked(BaseScreen):
    """One line at a time. Left half-way it waits, in this run and the next, and nothing is scored."""

    KEYS = (KEEP, LEAVE_OUT, BEFORE)
    FOOT = (KEEP, LEAVE_OUT, key_bindings.HELP, key_bindings.SUPPORT, BEFORE, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [BEFORE.binding]

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers

    @property
    def _words(self) -> CheckInContent:
        return self.context.words.checkin()

    def where(self) -> str:
        return _("Check in")

    def fact(self) -> str:
        return _("{n} of {all}").format(n=min(len(self._answers) + 1, 12), all=len(self._words.items))

    def purpose(self) -> str:
        return _("How much is this like you? Any line can be left out.")

    def body(self) -> ComposeResult:
        yield Static(self._next(), markup=False, classes="words item", id="item")
        yield Static(visible(self._words.scale), markup=False, classes="quiet spaced")
        yield AgreementScale(id="likeness")

    def on_mount(self) -> None:
        self.query_one(AgreementScale).focus()

    def _next(self) -> str:
        left = unanswered(self._words.items, self._answers)
        return visible(left[0].text) if left else ""

    def on_scale_kept(self, event: Scale.Kept) -> None:
        left = unanswered(self._words.items, self._answers)
        if not left:
            return
        self._answers[left[0].id] = event.value if isinstance(event.value, int) else None
        self.context.drafts.put(DRAFT, half_way_text(self._answers))
        if len(left) > 1:
            self._show()
            return
        self.app.switch_screen(Found(score(self._words.items, self._answers), self._answers))

    def action_leave_out(self) -> None:
        self.query_one(AgreementScale).action_leave_out()

    def action_before(self) -> None:
        if self._answers:
            _id, value = self._answers.popitem()
            self.context.drafts.put(DRAFT, half_way_text(self._answers))
            self._show(value)
        else:
            self.tell(_("This is the first line."))

    def _show(self, value: int | None = None) -> None:
        self.tell("")
        self.query_one("#item", Static).update(self._next())
        likeness = self.query_one(AgreementScale)
        likeness.value = value
        self.redraw_frame()
        self.speaker.noticed(self._next())


class Found(BaseScreen):
    """What the answers come to, in words, and the person's own choice, which counts for more."""

    AUTO_FOCUS = ""  # the words are read from their beginning

    KEYS = (CHOOSE,)
    FOOT = (CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, result: CheckInResult, answers: Answers) -> None:
        super().__init__()
        self._result, self._answers = result, answers

    def where(self) -> str:
        return _("Where practice begins")

    def purpose(self) -> str:
        return _("Your own choice counts for more than the sums.")

    def body(self) -> ComposeResult:
        words = self.context.words.checkin()
        if self._answers:
            for line in [*words.results[self._result.direction], *words.after]:
                yield Static(line, markup=False, classes="words")
        yield ChoiceList([(label, "") for _direction, label in self._ways()], label=self.where(), id="choices")

    def _ways(self) -> list[tuple[Direction | None, str]]:
        """None keeps what the answers point to."""
        choices = self.context.words.checkin().choices
        own = [one for one in Direction if one in choices]
        if not self._answers:
            return [(one, choices[one]) for one in own]
        keeps = _("Begin with that") if self._result.direction in choices else _("Leave it open")
        return [(None, keeps), *((one, _("Rather: {what}").format(what=choices[one])) for one in own)]

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus_quietly()

    def on_row_list_chosen(self, event: RowList.Chosen) -> None:
        chosen = self._ways()[event.index][0]
        kept = fields(self.context.clock.now(), self._answers, self._result, chosen)
        keep(self, "checkin", secrets.token_hex(8), kept)
        if self._answers:
            self.context.drafts.drop(DRAFT)
        choices = self.context.words.checkin().choices
        what = choices.get(chosen or self._result.direction, _("whatever you choose"))
        self._leave(_("Practice begins with {what}.").format(what=what))

    def _leave(self, sentence: str) -> None:
        self.program.go_home()
        if isinstance(self.app.screen, BaseScreen):
            self.app.screen.tell(sentence)


def _half(room: BaseScreen) -> Answers:
    """The answers of one that was left half-way."""
    return half_way(room.context.drafts.find(DRAFT), room.context.words.checkin().items)


def _last(room: BaseScreen) -> date | None:
    entry = last_checkin(room.context.at_hand()) or {}
    try:
        return date.fromisoformat(str(entry.get("at", ""))[:10])
    except ValueError:
        return None
