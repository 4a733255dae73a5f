"""The direction check-in: one statement at a time, then the result, and a choice that overrides it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from securecoach_tui.app.checkin_results import last_day
from securecoach_tui.content.loader import CheckInContent
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.checkin import (
    DRAFT,
    KIND,
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
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.screens.path import offer_after_checkin
from securecoach_tui.tui.screens.record_access import save_entry
from securecoach_tui.tui.widgets.agreement_scale import AgreementScale
from securecoach_tui.tui.widgets.choice_list import ChoiceList
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.row_list import RowList

Answers = dict[str, int | None]

KEEP = KeyBinding("enter", "", N_("save"), N_("Save the answer. Without a choice, the question is skipped."), "enter")
LEAVE_OUT = KeyBinding("l", "leave_out", N_("leave out"), N_("Skip this question."), "l")
BEFORE = KeyBinding("u", "before", N_("previous"), N_("Go back to the previous question."), "u")


class CheckInScreen(BaseScreen):
    """Explains the check-in, and starts it, continues it, or skips it."""

    AUTO_FOCUS = ""  # the text above the list is read first

    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def location(self) -> str:
        return _("Check in")

    def purpose(self) -> str:
        return _("Which way do I lean? This takes under three minutes.")

    def compose_body(self) -> ComposeResult:
        words = self.context.content.checkin()
        for line in words.before:
            yield Static(line, markup=False, classes="words")
        last, today = last_day(self.context.record), self.context.clock.now().date()
        if not due(last, today) and last is not None:
            day = dates.relative_day(last, today)
            text = _("You last checked in {day}. You'll learn more if you leave four weeks between check-ins.").format(
                day=day
            )
            yield Static(text, markup=False, classes="quiet spaced")
        yield ChoiceList([], label=_("Check in"), id="choices")

    def on_mount(self) -> None:
        self._offer()
        self.query_one(ChoiceList).focus_quietly()

    def on_screen_resume(self) -> None:
        if self.is_mounted:
            self._offer()

    def _offer(self) -> None:
        words, saved = self.context.content.checkin(), _saved_answers(self)
        rows: list[tuple[str, Callable[[], None]]] = []
        if saved:
            on = _("Go on at question {n} of {all}").format(n=len(saved) + 1, all=len(words.items))
            complete = len(saved) == len(words.items)
            rows.append((_("See your result") if complete else on, self._ask))
            rows.append((_("Start again"), self._restart))
        else:
            rows.append((_("Start"), self._ask))
        rows.append((_("Choose where to start"), self._choose))
        self._acts = [act for _label, act in rows]
        self.query_one(RowList).fill([(label, "") for label, _act in rows], highlighted=0)

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        self._acts[event.index]()

    def _ask(self) -> None:
        items, saved = self.context.content.checkin().items, _saved_answers(self)
        self.app.push_screen(
            CheckInQuestionScreen(saved)
            if unanswered(items, saved)
            else CheckInResultScreen(score(items, saved), saved)
        )

    def _restart(self) -> None:
        self.context.drafts.drop(DRAFT)
        self._ask()

    def _choose(self) -> None:
        self.app.push_screen(CheckInResultScreen(CheckInResult(None, None, Direction.UNCLEAR), {}))


class CheckInQuestionScreen(BaseScreen):
    """One line at a time. An unfinished check-in is saved and can be continued; it is not scored."""

    KEYS = (KEEP, LEAVE_OUT, BEFORE)
    FOOTER = (KEEP, LEAVE_OUT, key_bindings.HELP, key_bindings.SUPPORT, BEFORE, key_bindings.BACK)
    BINDINGS: ClassVar[list[BindingType]] = [BEFORE.binding]

    def __init__(self, answers: Answers) -> None:
        super().__init__()
        self._answers = answers

    @property
    def _words(self) -> CheckInContent:
        return self.context.content.checkin()

    def location(self) -> str:
        return _("Check in")

    def status(self) -> str:
        return _("{n} of {all}").format(n=min(len(self._answers) + 1, 12), all=len(self._words.items))

    def purpose(self) -> str:
        return _("How much is this like you? You can skip any of them.")

    def compose_body(self) -> ComposeResult:
        yield Static(self._next(), markup=False, classes="words item", id="item")
        yield Static(visible(self._words.scale), markup=False, classes="quiet spaced")
        yield AgreementScale(id="agreement")

    def on_mount(self) -> None:
        self.query_one(AgreementScale).focus()

    def _next(self) -> str:
        left = unanswered(self._words.items, self._answers)
        return visible(left[0].text) if left else ""

    def on_rating_scale_submitted(self, event: RatingScale.Submitted) -> None:
        left = unanswered(self._words.items, self._answers)
        if not left:
            return
        self._answers[left[0].id] = event.value if isinstance(event.value, int) else None
        self.context.drafts.put(DRAFT, half_way_text(self._answers))
        if len(left) > 1:
            self._show()
            return
        self.app.switch_screen(CheckInResultScreen(score(self._words.items, self._answers), self._answers))

    def action_leave_out(self) -> None:
        self.query_one(AgreementScale).action_leave_out()

    def action_before(self) -> None:
        if self._answers:
            _id, value = self._answers.popitem()
            self.context.drafts.put(DRAFT, half_way_text(self._answers))
            self._show(value)
        else:
            self.show_notice(_("This is the first question."))

    def _show(self, value: int | None = None) -> None:
        self.show_notice("")
        self.query_one("#item", Static).update(self._next())
        self.query_one(AgreementScale).action_put(value)
        self.redraw_frame()
        self.speaker.noticed(self._next())


class CheckInResultScreen(BaseScreen):
    """The result in words, and a choice that overrides it."""

    AUTO_FOCUS = ""  # the text above the list is read first

    KEYS = (key_bindings.CHOOSE,)
    FOOTER = (key_bindings.CHOOSE, key_bindings.HELP, key_bindings.SUPPORT, key_bindings.BACK)

    def __init__(self, result: CheckInResult, answers: Answers) -> None:
        super().__init__()
        self._result, self._answers = result, answers

    def location(self) -> str:
        return _("Where to start")

    def purpose(self) -> str:
        return _("Your own choice matters more than the score.")

    def compose_body(self) -> ComposeResult:
        words = self.context.content.checkin()
        if self._answers:
            for line in [*words.results[self._result.direction], *words.after]:
                yield Static(line, markup=False, classes="words")
        yield ChoiceList([(label, "") for _direction, label in self._choices()], label=self.location(), id="choices")

    def _choices(self) -> list[tuple[Direction | None, str]]:
        """The choices, each with its label. None means the direction of the result."""
        choices = self.context.content.checkin().choices
        directions = [direction for direction in Direction if direction in choices]
        if not self._answers:
            return [(direction, choices[direction]) for direction in directions]
        keeps = _("Start with that") if self._result.direction in choices else _("Leave it open")
        return [
            (None, keeps),
            *(
                (direction, _("I'd rather start with {what}").format(what=choices[direction]))
                for direction in directions
            ),
        ]

    def on_mount(self) -> None:
        self.query_one(ChoiceList).focus_quietly()

    def on_row_list_selected(self, event: RowList.Selected) -> None:
        chosen = self._choices()[event.index][0]
        entry = fields(self.context.clock.now(), self._answers, self._result, chosen)
        save_entry(self, KIND, secrets.token_hex(8), entry)
        if self._answers:
            self.context.drafts.drop(DRAFT)
        choices = self.context.content.checkin().choices
        what = choices.get(chosen or self._result.direction, _("whatever you choose"))
        self._leave(_('Your starting point is "{what}".').format(what=what))

    def _leave(self, sentence: str) -> None:
        self.program.go_home()
        if isinstance(self.app.screen, BaseScreen):
            self.app.screen.show_notice(" ".join(filter(None, [sentence, offer_after_checkin(self.app.screen)])))


def _saved_answers(screen: BaseScreen) -> Answers:
    """The answers of an unfinished check-in; empty if there is none."""
    return half_way(screen.context.drafts.find(DRAFT), screen.context.content.checkin().items)
