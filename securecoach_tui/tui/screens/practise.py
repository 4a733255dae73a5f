"""Practising: what is said, the guide that breathes, the time left; questions before and after.

Holds no rule of an exercise: it hands what a person does to the conductor and shows what comes back.
"""

from __future__ import annotations

import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import events as textual_events
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Static

from securecoach_tui import wording
from securecoach_tui.conductor import Conductor, restarted
from securecoach_tui.i18n import _
from securecoach_tui.practice import events
from securecoach_tui.practice.checkpoint import Checkpoint
from securecoach_tui.practice.exercise import Exercise
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.state import Place, Setup, record
from securecoach_tui.practice.timeline import LengthRefused
from securecoach_tui.practice.words import visible
from securecoach_tui.setups import make_setup
from securecoach_tui.tui import keys
from securecoach_tui.tui.keys import Key
from securecoach_tui.tui.room import Room
from securecoach_tui.tui.screens import picture, practise_keys
from securecoach_tui.tui.widgets.asking import Asking
from securecoach_tui.tui.widgets.foot import Foot
from securecoach_tui.tui.widgets.guide import Bar
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.rows import Rows

if TYPE_CHECKING:
    from securecoach_tui.store.unfinished import Unfinished

FRAME_SECONDS = 1 / 12  # how often the guide looks whether a cell changed
NOTICE_SECONDS = 12.0  # how long a quiet line stays


async def start(room: Room, exercise: Exercise, seconds: float | None, *, rung_id: str | None = None) -> None:
    """Practise ``exercise``; a length that it can't have is told on ``room``."""
    house = room.house
    setup = make_setup(
        exercise,
        seconds,
        settings=house.preferences,
        record=house.at_hand(),
        clock=house.clock,
        rung_id=rung_id,
    )
    try:
        screen = Practise(setup)
    except LengthRefused as error:
        room.tell(wording.refused_words(error, visible(exercise.title)))
        return
    await room.app.push_screen(screen)


async def go_on(room: Room, waiting: Unfinished) -> None:
    """Go on with a session that was left; one whose exercise is gone is told on ``room``."""
    house = room.house
    built_in, own, _bad = house.exercises()
    exercise = built_in.get(waiting.exercise) or own.get(waiting.exercise)
    if exercise is None:
        room.tell(_("Its exercise isn't here any more. What was practised can be kept."))
        return
    saved = waiting.checkpoint
    setup = make_setup(
        exercise,
        saved.planned,
        settings=house.preferences,
        record=house.at_hand(),
        clock=house.clock,
        rung_id=saved.rung_id or None,
    )
    try:
        await room.app.push_screen(Practise(replace(setup, id=saved.id, started=saved.started), saved))
    except LengthRefused as error:
        room.tell(wording.refused_words(error, visible(exercise.title)))


class Practise(Room):
    """One session, and another after it where one leads to another."""

    KEYS = practise_keys.KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key.binding for key in practise_keys.KEYS),
        *(Binding(str(digit), f"rate({digit})", show=False) for digit in range(10)),
    ]

    class Wake(Message):
        """The writer has something to say; posted from its thread."""

    def __init__(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        from securecoach_tui.practice.session import begin

        begin(setup, 0.0)
        super().__init__()
        self._setup, self._saved = setup, saved
        self._effects: list[events.Effect] = []
        self._look: Timer | None = None
        self._lead: events.LeadTo | None = None
        self._caption, self._spoken = "", ""
        self._numbers = True
        self._told_until = 0.0
        self._answers: list[str] = []
        self._resumes = self._told_end = False

    @property
    def conductor(self) -> Conductor:
        """What drives the session."""
        assert self.house.conductor is not None
        return self.house.conductor

    def where(self) -> str:
        return visible(self._setup.exercise.title)

    def fact(self) -> str:
        session = self.conductor.session
        running = session.place in (Place.RUNNING, Place.PAUSED, Place.SLEPT)
        if not running or not self._numbers:
            return ""
        return _("settling") if session.position < 0 else wording.where(session)

    def cursor_home(self) -> Static:
        """Without a question, the cursor stands on what is said."""
        return self.query_one("#caption", Static)

    def purpose(self) -> str:
        return _("A session. Nothing has to be answered, and you can stop at any time.")

    def compose(self) -> ComposeResult:
        ascii = self.house.preferences.ascii
        yield Heading(self.where(), "", id="heading")
        with Vertical(id="stage"), VerticalScroll(id="flow", can_focus=False):
            yield Static("", id="told", markup=False)
            yield Static("", id="caption", markup=False)
            yield Vertical(id="asked")
            yield Bar(ascii=ascii, id="guide")
            yield Static("", id="next", markup=False)
        with Horizontal(id="clock"):
            yield Bar(ascii=ascii, id="whole")
            yield Static("", id="left", markup=False)
        yield Static("", id="notice", markup=False)
        yield Foot([], id="foot")

    async def on_mount(self) -> None:
        frame = 1.0 if self.house.preferences.reduced_motion else FRAME_SECONDS
        self.set_interval(frame, self._breathe)
        await self._begin(self._setup, self._saved)

    async def _begin(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        house = self.house
        self._setup, self._lead, self._answers, self._told_end = setup, None, [], False
        self._caption = self._spoken = ""
        house.begun.add(setup.id)
        house.conductor = Conductor(
            house.clock,
            house.writer,
            self._effects.append,
            sound=house.sound,
            wake=self._wake_up,
        )
        self.query_one("#told", Static).update("\n".join([*house.words.cautions(setup.exercise.kinds), ""]))
        if saved is None:
            house.conductor.begin(setup)
        else:
            house.conductor.resume(setup, saved)
            self.tell(_("Paused where you were. space goes on."))
        await self._after()

    def _wake_up(self) -> None:
        self.post_message(self.Wake())

    # What a person does.

    async def action_pause(self) -> None:
        place = self.conductor.session.place
        await self._send(events.Pause() if place is Place.RUNNING else events.Resume())

    async def action_skip(self) -> None:
        await self._send(events.Skip())

    async def action_stay(self) -> None:
        await self._send(events.Stay(), _("One more round."))

    async def action_ease(self) -> None:
        await self._send(events.EaseOff(), _("Easing off."))

    async def action_not_helping(self) -> None:
        await self._send(events.NotHelping())

    async def action_take_back(self) -> None:
        await self._send(events.TakeBack())

    async def action_numb(self) -> None:
        await self._send(events.Rate("presence", 0), _("Noted: numb or far away."))

    async def action_stop(self) -> None:
        session = self.conductor.session
        if session.place is Place.DONE:
            await self._leave_room()
        else:
            await self._send(events.Stop())

    async def action_back(self) -> None:
        """escape: no answer to what is open; else stop."""
        session = self.conductor.session
        if self.query(Asking) and session.open is None:
            await self._close_rating()
        elif session.open is not None and session.place is not Place.DONE:
            await self._send(events.Answer(session.open.key, None))
        else:
            await self.action_stop()

    async def action_quit_program(self) -> None:
        await self.action_stop()

    async def action_rate(self, digit: int | None = None) -> None:
        """A rating in the caption's place; the clock goes on and nothing waits for it."""
        session = self.conductor.session
        if session.place not in (Place.RUNNING, Place.PAUSED) or session.open is not None or self.query(Asking):
            return
        ask = events.AskFor("rate_distress", scale=True)
        await self._show_question(ask, digit)
        self._draw()

    async def action_again(self) -> None:
        if self._spoken:
            self._say(self._spoken)
            if self.house.sound is not None:
                self.house.sound.again(self._spoken)

    def action_time(self) -> None:
        session = self.conductor.session
        if session.left is None:
            self.tell(_("Open-ended: {time} so far.").format(time=wording.duration(max(0.0, session.position))))
        else:
            self.tell(_("Time left: {time}.").format(time=wording.duration(session.left)))

    async def action_where(self) -> None:
        self.tell(f"{self.where()}, {wording.where(self.conductor.session)}.")

    def action_faster(self, by: int) -> None:
        if self.house.sound is not None:
            rate = self.house.sound.rate(by)
            self.house.prefer(rate=rate)
            self._quietly(_("{n} words a minute.").format(n=rate))

    def action_numbers(self) -> None:
        self._numbers = not self._numbers
        self._draw()

    async def action_help(self) -> None:
        await self._stand_aside()
        await super().action_help()

    async def action_menu(self) -> None:
        await self._stand_aside()
        await super().action_menu()

    async def action_support(self) -> None:
        if self.conductor.session.place is Place.RUNNING:
            await self._send(events.Pause())
        await super().action_support()

    async def _stand_aside(self) -> None:
        """Something stands before the session for a moment: it waits, and goes on by itself."""
        if self.conductor.session.place is Place.RUNNING:
            await self._send(events.Pause())
            self._resumes = True

    @on(textual_events.ScreenResume)
    async def _uncovered(self) -> None:
        if self._resumes:
            self._resumes = False
            await self._send(events.Resume())

    async def on_asking_answered(self, event: Asking.Answered) -> None:
        session = self.conductor.session
        if session.open is None:  # a rating that the person began
            await self._close_rating()
            if event.value == "numb":
                await self.action_numb()
            elif isinstance(event.value, int):
                await self._send(events.Rate("distress", event.value), _("Noted: {n}.").format(n=event.value))
            return
        if event.key != session.open.key:
            return  # typed ahead of a question that has gone
        if event.value == "numb":
            await self._send(events.Answer(event.key, None))
            await self.action_numb()
            return
        self._remember(event.value)
        await self._send(events.Answer(event.key, event.value))

    async def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "leave":
            await self._leave_room()

    async def on_practise_wake(self) -> None:
        await self._tick()

    # What comes back.

    async def _send(self, event: events.Event, said: str = "") -> None:
        before = self.conductor.session
        self.conductor.send(event)
        if (said and self.conductor.session is not before and self.conductor.session.ratings != before.ratings) or (
            said and not isinstance(event, events.Rate)
        ):
            self._quietly(said)
        await self._after()

    async def _tick(self) -> None:
        self.conductor.tick()
        await self._after()

    async def _after(self) -> None:
        """Carry out what came back, draw, and look again when something is due."""
        while self._effects:
            effects, self._effects[:] = list(self._effects), []
            for effect in effects:
                await self._carry_out(effect)
        session = self.conductor.session
        if session.open is None and session.place is not Place.DONE:
            stale = [asking for asking in self.query(Asking) if asking.ask.key not in ("rate_distress",)]
            if stale:
                await self.query_one("#asked").remove_children()
        if session.place is Place.DONE:
            await self._ended()
        self._draw()
        if self._look is not None:
            self._look.stop()
        if not self.conductor.over:
            self._look = self.set_timer(max(0.001, self.conductor.wake_in()), self._tick)

    async def _carry_out(self, effect: events.Effect) -> None:
        if isinstance(effect, events.Say):
            if effect.cue.phase is None:
                self._spoken = effect.cue.text
                self._say(effect.cue.text)
        elif isinstance(effect, events.AskFor):
            await self._show_question(effect)
        elif isinstance(effect, events.Closed):
            await self.query_one("#asked").remove_children()
        elif isinstance(effect, events.Offer):
            self._quietly(wording.offer_words(effect.kind))
        elif isinstance(effect, events.ShowSupport):
            await super().action_support()
        elif isinstance(effect, events.TookBack):
            self._quietly(wording.took_back_words(effect.what))
            if effect.what == "answer" and self._answers:
                self._answers.pop()
        elif isinstance(effect, events.LeadTo):
            self._lead = effect
        elif isinstance(effect, events.Prefer):
            self.house.prefer(**{effect.name: effect.value})
        elif isinstance(effect, events.AwaitDebrief):
            self._quietly(wording.debrief_words())
        elif isinstance(effect, events.Over):
            self._say(wording.over_words(effect.why))

    async def _show_question(self, ask: events.AskFor, value: int | str | None = None) -> None:
        session = self.conductor.session
        long, _prompt, labels = wording.question_words(ask, session)
        asked = self.query_one("#asked", Vertical)
        await asked.remove_children()
        self._before_question(ask)
        asking = Asking(ask, visible(long), labels, value=value)
        await asked.mount(asking)
        asking.focus_field()
        self.call_after_refresh(asking.scroll_visible, animate=False)

    def _before_question(self, ask: events.AskFor) -> None:
        """Above a question: what was answered so far; above the last one: how it was."""
        session = self.conductor.session
        lines = list(self._answers)
        if ask.key == "reflection":
            lines = self._summary(record(session))
        if session.place is Place.AFTER or (lines and session.place is Place.BEFORE):
            self.query_one("#told", Static).update("\n".join(lines) + ("\n" if lines else ""))

    def _remember(self, value: int | str | None) -> None:
        ask = self.conductor.session.open
        if ask is None or value is None or ask.key in ("safe", "slept"):
            return
        _long, prompt, labels = wording.question_words(ask, self.conductor.session)
        shown = labels.get(str(value), str(value))
        self._answers.append(visible(f"{prompt.split(',')[0]}: {shown}"))

    async def _close_rating(self) -> None:
        await self.query_one("#asked").remove_children()
        self._draw()

    async def _ended(self) -> None:
        """Saved, or not; then on to what it leads to, or back."""
        if self._told_end:
            return
        self._told_end = True
        session, made = self.conductor.session, self.conductor.record
        if self._lead is not None:
            lead = self._lead
            again = restarted(self._setup, id=secrets.token_hex(8), started=_stamp(self.house))
            self.house.record = None
            await self._begin(replace(again, seconds=lead.seconds))
            return
        lines: list[str] = []
        if made is not None:
            lines = [] if session.not_helping else self._summary(made)
            lines += ["", _("Saved.") if session.kept else _("Not saved: {why}").format(why=session.not_kept)]
        elif self._caption:
            lines = [self._caption]
        self.house.record = None
        self.query_one("#told", Static).update(visible_lines(lines) + "\n")
        asked = self.query_one("#asked", Vertical)
        await asked.remove_children()
        rows = Rows([(_("Back to the first screen"), "")], label=_("Done"), id="leave")
        await asked.mount(rows)
        rows.focus()

    def _summary(self, made: SessionRecord) -> list[str]:
        """How it was: the exercise and its length in one line, then the rest."""
        first, *rest = wording.summary(made, self.house.at_hand().sessions)
        if made.capacity == "closeness":
            return [f"{self.where()}.", first, *rest]
        return [f"{self.where()}, {first}", *rest]

    async def _leave_room(self) -> None:
        if self._look is not None:
            self._look.stop()
        if self.house.conductor is not None and self.house.conductor.over:
            self.house.conductor = None
        self.app.go_home()  # type: ignore[attr-defined]  # the app is ours

    # What is shown.

    def _say(self, text: str) -> None:
        self._caption = visible(text)
        self.query_one("#caption", Static).update(self._caption)

    def _quietly(self, sentence: str) -> None:
        self.tell(sentence)
        self._told_until = self.house.clock.elapsed() + NOTICE_SECONDS

    def _draw(self) -> None:
        session = self.conductor.session
        if self._told_until and self.house.clock.elapsed() > self._told_until:
            self._told_until = 0.0
            self.tell("")
        asking = session.place in (Place.BEFORE, Place.AFTER, Place.SAVING, Place.DONE, Place.SLEPT)
        self.set_class(asking, "-asking")
        self.set_class(bool(self.query(Asking)) and not asking, "-rating")
        if session.place is Place.RUNNING and not self.query(Asking):
            self.query_one("#told", Static).update("")
        if asking:
            if self.screen.focused is None and self.query(Asking):
                self.query_one(Asking).focus_field()
        else:
            shown = picture.clock(session, numbers=self._numbers)
            self.query_one("#whole", Bar).show(shown.share)
            self.query_one("#left", Static).update(shown.left)
            self.query_one("#next", Static).update(picture.next_words(session) if self._numbers else "")
            if session.place is Place.PAUSED:
                self.query_one("#next", Static).update(_("paused. space goes on"))
        self._breathe()
        self.redraw_frame()

    def foot_keys(self) -> list[Key]:
        session = self.conductor.session
        if session.place in (Place.RUNNING, Place.PAUSED, Place.SLEPT):
            return list(practise_keys.FOOT)
        return [practise_keys.STOP, keys.HELP, keys.SUPPORT]

    def _breathe(self) -> None:
        """The guide as it is this moment; it draws only where a cell changed."""
        if self.house.conductor is None or not self.is_mounted:
            return
        session = self.conductor.session
        breath = picture.breath(session, self.house.clock.elapsed(), numbers=self._numbers)
        self.set_class(breath is None, "-bare")
        if breath is not None:
            self.query_one("#guide", Bar).show(breath.share, breath.word, breath.figure)

    def on_unmount(self, _event: textual_events.Unmount) -> None:
        if self._look is not None:
            self._look.stop()


def visible_lines(lines: list[str]) -> str:
    """Lines as one text, each shown and none obeyed."""
    return "\n".join(visible(line) for line in lines)


def _stamp(house: object) -> str:
    from securecoach_tui.tui.house import House

    assert isinstance(house, House)
    return house.clock.now().isoformat(timespec="seconds")
