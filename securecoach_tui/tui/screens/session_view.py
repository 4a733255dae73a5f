"""A session under way: drives the session runner, and shows what comes back.

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

from securecoach_tui.app.session_runner import SessionRunner, restarted
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import QuestionKey
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.questions import is_stored
from securecoach_tui.practice.session.saving import record_of
from securecoach_tui.practice.session.state import SessionState, Setup
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import session_words
from securecoach_tui.text.question_words import question_words
from securecoach_tui.text.session_summary import titled_summary
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.draft_saver import Put
from securecoach_tui.tui.partial_compositor import PartialCompositor
from securecoach_tui.tui.screens.closing import Closing
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.session_panel import SessionPanel

FRAME_SECONDS = 1 / 11  # how often the guide looks whether half a cell changed
NOTICE_SECONDS = 12.0  # how long a quiet line stays


class SessionView(BaseScreen):
    """One session, and another after it where one leads to another; its keys stand in ``Practise``."""

    class Wake(Message):
        """The writer has something to say; posted from its thread."""

    def __init__(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        from securecoach_tui.practice.session.position import check_length

        check_length(setup)
        super().__init__()
        self._compositor = PartialCompositor()
        self._setup, self._saved = setup, saved
        self._effects: list[events.Effect] = []
        self._look: Timer | None = None
        self._lead: events.LeadTo | None = None
        self._runner: SessionRunner | None = None
        self._spoken = ""
        self._numbers = True
        self._told_until = 0.0
        self._answers: list[str] = []
        self._resumes = self._told_end = self._chooses = False

    @property
    def runner(self) -> SessionRunner:
        """What drives the session."""
        assert self._runner is not None
        return self._runner

    def where(self) -> str:
        return visible(self._setup.exercise.title)

    def fact(self) -> str:
        session = self.runner.session
        running = session.state in (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT)
        if not running or not self._numbers:
            return ""
        return _("settling") if session.position < 0 else session_words.position_words(session)

    def cursor_home(self) -> Static:
        """Without a question, the cursor stands on what is said."""
        return self.scene.caption

    def purpose(self) -> str:
        return _("A session. Nothing has to be answered, and you can stop at any time.")

    def compose(self) -> ComposeResult:
        yield Heading(self.where(), "", keeps_fact=True, id="heading")  # nobody has to count
        yield SessionPanel(ascii=self.context.preferences.ascii, id="scene")
        yield Static("", id="notice", markup=False)
        yield KeyFooter([], id="foot")

    @property
    def scene(self) -> SessionPanel:
        """Caption, guide, question and clock."""
        return self.query_one(SessionPanel)

    async def on_mount(self) -> None:
        frame = 1.0 if self.context.preferences.reduced_motion else FRAME_SECONDS
        self.set_interval(frame, self._breathe)
        await self._begin(self._setup, self._saved)

    async def _begin(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        context = self.context
        self._setup, self._lead, self._told_end = setup, None, False
        self._answers = [visible(line) for line in session_words.prepared_words(setup)]
        self._spoken = ""
        context.begun.add(setup.id)
        context.runner = self._runner = SessionRunner(
            context.clock,
            context.writer,
            self._effects.append,
            sound=context.sound,
            wake=self._wake_up,
            drafts=context.drafts,
        )
        self.scene.tell(context.words.cautions(setup.exercise.kinds))
        if saved is None:
            self._runner.begin(setup)
        else:
            self._runner.resume(setup, saved)
            self.tell(_("Paused where you were. space goes on."))
        await self._after()

    def _wake_up(self) -> None:
        self.post_message(self.Wake())

    async def on_session_view_wake(self) -> None:
        await self._tick()

    async def _send(self, event: events.Event, said: str = "") -> None:
        if self.runner.send(event) == "done" and said:
            self._quietly(said)
        await self._after()

    async def _tick(self) -> None:
        self.runner.tick()
        await self._after()

    async def _after(self) -> None:
        """Carry out what came back, draw, and look again when something is due."""
        if not (self.is_attached and self.is_running):  # closed meanwhile, as by a quick exit
            return
        while self._effects:
            effects, self._effects[:] = list(self._effects), []
            for effect in effects:
                await self._carry_out(effect)
        session = self.runner.session
        if session.open is None and session.state is not SessionState.DONE:
            if self.scene.asking is not None and self.scene.asking.ask.key != QuestionKey.RATE_DISTRESS:
                await self.scene.ask(None)
        if session.state is SessionState.RUNNING:
            self._answers.clear()  # those from before; what stands above a question after is of after
        if session.state is SessionState.DONE:
            await self._ended()
        self._draw()
        if self._look is not None:
            self._look.stop()
        if not self.runner.over:
            self._look = self.set_timer(max(0.001, self.runner.wake_in()), self._tick)

    async def _carry_out(self, effect: events.Effect) -> None:
        if isinstance(effect, events.Say):
            if effect.cue.phase is None:
                self._spoken = effect.cue.text
                self.scene.say(effect.cue.text)
        elif isinstance(effect, events.AskFor):
            await self._show_question(effect)
        elif isinstance(effect, events.QuestionClosed):
            await self.scene.ask(None)
        elif isinstance(effect, events.Offer):
            self._quietly(session_words.offer_words(effect.kind))
        elif isinstance(effect, events.ShowSupport):
            await super().action_support()
        elif isinstance(effect, events.Undone):
            self._quietly(session_words.undone_words(effect.what))
            if effect.what == "answer" and self._answers:
                self._answers.pop()
        elif isinstance(effect, events.LeadTo):
            self._lead = effect
        elif isinstance(effect, events.Prefer):
            self.context.prefer(**{effect.name: effect.value})
        elif isinstance(effect, events.ChooseRung):
            self._chooses = effect.rung_id is None
        elif isinstance(effect, events.AwaitDebrief):
            self._spoken = session_words.debrief_words()  # it stands on the closing screen
        elif isinstance(effect, events.Over):
            self._spoken = session_words.not_saved_words(effect.why)

    async def _show_question(self, ask: events.AskFor, value: int | str | None = None) -> None:
        session = self.runner.session
        long, prompt, labels = question_words(ask, session)
        if not ask.scale and not ask.choices and value is None and (value := self.runner.drafted()):
            self._quietly(session_words.draft_words())
        if ask.key == QuestionKey.REFLECTION:
            self.scene.tell(titled_summary(record_of(session), self.where(), self.context.at_hand().sessions))
        elif session.state is SessionState.AFTER or (self._answers and session.state is SessionState.BEFORE):
            self.scene.tell(self._answers)
        await self.scene.ask(QuestionPanel(ask, visible(long), labels, short=prompt, value=value))

    def draft_of(self, field: Input) -> Put | None:
        """In a session its own session runner keeps what is written."""
        asking = self.scene.asking
        if asking is None or self.runner.session.open != asking.ask:
            return None
        return partial(_draft, self.runner, asking.ask.key)

    def _remember(self, value: int | str | None) -> None:
        session = self.runner.session
        ask = session.open
        if (
            ask is None
            or value is None
            or not is_stored(ask.key)
            or session.state not in (SessionState.BEFORE, SessionState.AFTER)
        ):
            return
        _long, prompt, labels = question_words(ask, self.runner.session)
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
        context, lead = self.context, self._lead
        session, made, lines = self.runner.session, self.runner.record, [self._spoken]
        if made is not None:
            helped = not session.not_helping
            lines = titled_summary(made, self.where(), context.at_hand().sessions) if helped else []
            lines += ["", _("Saved.")] if session.kept else [""]
        context.record = None
        if lead is not None:
            started = context.clock.now().isoformat(timespec="seconds")
            again = restarted(self._setup, id=secrets.token_hex(8), started=started)
            await self._begin(replace(again, seconds=lead.seconds))
            return
        context.runner = None
        refused = "" if session.kept or made is None else session.not_kept
        self.app.switch_screen(Closing(self.where(), lines, refused, chooses_rung=self._chooses))

    def _quietly(self, sentence: str) -> None:
        self.tell(sentence)
        self._told_until = self.context.clock.elapsed() + NOTICE_SECONDS

    def _draw(self) -> None:
        if self._told_end or not (self.is_attached and self.is_running):
            return
        if self._told_until and self.context.clock.elapsed() > self._told_until:
            self._told_until = 0.0
            self.tell("")
        self.scene.draw(self.runner.session, numbers=self._numbers)
        self._breathe()
        self.redraw_frame()

    def _breathe(self) -> None:
        """The guide as it is this moment; it draws only where a cell changed."""
        if self._runner is not None and not self._told_end:
            elapsed = self.context.clock.elapsed()
            if self.context.preferences.reduced_motion:
                elapsed = math.floor(elapsed)
            self.scene.breathe(self.runner.session, elapsed, numbers=self._numbers)

    def on_unmount(self) -> None:
        if self._look is not None:
            self._look.stop()


def _draft(runner: SessionRunner, key: str, text: str) -> None:
    """Keep what is being written, unless its question has closed meanwhile."""
    if runner.session.open is not None and runner.session.open.key == key:
        runner.draft(text)
