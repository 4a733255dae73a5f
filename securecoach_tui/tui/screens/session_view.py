"""A session under way: drives the conductor, and shows what comes back.

Holds no rule of an exercise. It looks at the clock when the next cue is due, carries out effects in
their order, and leaves for the closing screen when there is nothing more to come.
"""

from __future__ import annotations

import math
import secrets
from dataclasses import replace
from functools import partial

from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from securecoach_tui.app.session_runner import Conductor, restarted
from securecoach_tui.i18n import _
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.state import Place, Setup, record
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import wording
from securecoach_tui.text.session_summary import summary_of
from securecoach_tui.tui.base_screen import Room
from securecoach_tui.tui.draft_saver import Put
from securecoach_tui.tui.partial_compositor import SparingCompositor
from securecoach_tui.tui.screens.closing import Closing
from securecoach_tui.tui.widgets.footer import Foot
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.question import Asking
from securecoach_tui.tui.widgets.session_panel import Scene

FRAME_SECONDS = 1 / 11  # how often the guide looks whether half a cell changed
NOTICE_SECONDS = 12.0  # how long a quiet line stays


class Sitting(Room):
    """One session, and another after it where one leads to another; its keys stand in ``Practise``."""

    class Wake(Message):
        """The writer has something to say; posted from its thread."""

    def __init__(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        from securecoach_tui.practice.session.machine import begin

        begin(setup, 0.0)
        super().__init__()
        self._compositor = SparingCompositor()
        self._setup, self._saved = setup, saved
        self._effects: list[events.Effect] = []
        self._look: Timer | None = None
        self._lead: events.LeadTo | None = None
        self._conductor: Conductor | None = None
        self._spoken = ""
        self._numbers = True
        self._told_until = 0.0
        self._answers: list[str] = []
        self._resumes = self._told_end = self._chooses = False

    @property
    def conductor(self) -> Conductor:
        """What drives the session."""
        assert self._conductor is not None
        return self._conductor

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
        return self.scene.caption

    def purpose(self) -> str:
        return _("A session. Nothing has to be answered, and you can stop at any time.")

    def compose(self) -> ComposeResult:
        yield Heading(self.where(), "", keeps_fact=True, id="heading")  # nobody has to count
        yield Scene(ascii=self.house.preferences.ascii, id="scene")
        yield Static("", id="notice", markup=False)
        yield Foot([], id="foot")

    @property
    def scene(self) -> Scene:
        """Caption, guide, question and clock."""
        return self.query_one(Scene)

    async def on_mount(self) -> None:
        frame = 1.0 if self.house.preferences.reduced_motion else FRAME_SECONDS
        self.set_interval(frame, self._breathe)
        await self._begin(self._setup, self._saved)

    async def _begin(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        house = self.house
        self._setup, self._lead, self._told_end = setup, None, False
        self._answers = [visible(line) for line in wording.prepared_words(setup)]
        self._spoken = ""
        house.begun.add(setup.id)
        house.conductor = self._conductor = Conductor(
            house.clock,
            house.writer,
            self._effects.append,
            sound=house.sound,
            wake=self._wake_up,
            drafts=house.drafts,
        )
        self.scene.tell(house.words.cautions(setup.exercise.kinds))
        if saved is None:
            self._conductor.begin(setup)
        else:
            self._conductor.resume(setup, saved)
            self.tell(_("Paused where you were. space goes on."))
        await self._after()

    def _wake_up(self) -> None:
        self.post_message(self.Wake())

    async def on_sitting_wake(self) -> None:
        await self._tick()

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
        if not (self.is_attached and self.is_running):  # closed meanwhile, as by a quick exit
            return
        while self._effects:
            effects, self._effects[:] = list(self._effects), []
            for effect in effects:
                await self._carry_out(effect)
        session = self.conductor.session
        if session.open is None and session.place is not Place.DONE:
            if self.scene.asking is not None and self.scene.asking.ask.key != "rate_distress":
                await self.scene.ask(None)
        if session.place is Place.RUNNING:
            self._answers.clear()  # those from before; what stands above a question after is of after
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
                self.scene.say(effect.cue.text)
        elif isinstance(effect, events.AskFor):
            await self._show_question(effect)
        elif isinstance(effect, events.Closed):
            await self.scene.ask(None)
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
        elif isinstance(effect, events.ChooseRung):
            self._chooses = effect.rung_id is None
        elif isinstance(effect, events.AwaitDebrief):
            self._spoken = wording.debrief_words()  # it stands on the closing screen
        elif isinstance(effect, events.Over):
            self._spoken = wording.over_words(effect.why)

    async def _show_question(self, ask: events.AskFor, value: int | str | None = None) -> None:
        session = self.conductor.session
        long, prompt, labels = wording.question_words(ask, session)
        if not ask.scale and not ask.choices and value is None and (value := self.conductor.drafted()):
            self._quietly(wording.draft_words())
        if ask.key == "reflection":
            self.scene.tell(summary_of(record(session), self.where(), self.house.at_hand().sessions))
        elif session.place is Place.AFTER or (self._answers and session.place is Place.BEFORE):
            self.scene.tell(self._answers)
        await self.scene.ask(Asking(ask, visible(long), labels, short=prompt, value=value))

    def draft_of(self, field: Input) -> Put | None:
        """In a session its own conductor keeps what is written."""
        asking = self.scene.asking
        if asking is None or self.conductor.session.open != asking.ask:
            return None
        return partial(_draft, self.conductor, asking.ask.key)

    def _remember(self, value: int | str | None) -> None:
        session = self.conductor.session
        ask = session.open
        if ask is None or value is None or ask.key == "safe" or session.place not in (Place.BEFORE, Place.AFTER):
            return
        _long, prompt, labels = wording.question_words(ask, self.conductor.session)
        shown = labels.get(str(value), str(value))
        self._answers.append(visible(f"{prompt.split(',')[0]}: {shown}"))

    async def _close_rating(self) -> None:
        await self.scene.ask(None)
        self._draw()

    async def _ended(self) -> None:
        """On to what it leads to, or to the closing screen."""
        if self._told_end:
            return
        self._told_end = True
        house, lead = self.house, self._lead
        session, made, lines = self.conductor.session, self.conductor.record, [self._spoken]
        if made is not None:
            helped = not session.not_helping
            lines = summary_of(made, self.where(), house.at_hand().sessions) if helped else []
            lines += ["", _("Saved.")] if session.kept else [""]
        house.record = None
        if lead is not None:
            started = house.clock.now().isoformat(timespec="seconds")
            again = restarted(self._setup, id=secrets.token_hex(8), started=started)
            await self._begin(replace(again, seconds=lead.seconds))
            return
        house.conductor = None
        refused = "" if session.kept or made is None else session.not_kept
        self.app.switch_screen(Closing(self.where(), lines, refused, chooses_rung=self._chooses))

    def _quietly(self, sentence: str) -> None:
        self.tell(sentence)
        self._told_until = self.house.clock.elapsed() + NOTICE_SECONDS

    def _draw(self) -> None:
        if self._told_end or not (self.is_attached and self.is_running):
            return
        if self._told_until and self.house.clock.elapsed() > self._told_until:
            self._told_until = 0.0
            self.tell("")
        self.scene.draw(self.conductor.session, numbers=self._numbers)
        self._breathe()
        self.redraw_frame()

    def _breathe(self) -> None:
        """The guide as it is this moment; it draws only where a cell changed."""
        if self._conductor is not None and not self._told_end:
            elapsed = self.house.clock.elapsed()
            if self.house.preferences.reduced_motion:
                elapsed = math.floor(elapsed)
            self.scene.breathe(self.conductor.session, elapsed, numbers=self._numbers)

    def on_unmount(self) -> None:
        if self._look is not None:
            self._look.stop()


def _draft(conductor: Conductor, key: str, text: str) -> None:
    """Keep what is being written, unless its question has closed meanwhile."""
    if conductor.session.open is not None and conductor.session.open.key == key:
        conductor.draft(text)
