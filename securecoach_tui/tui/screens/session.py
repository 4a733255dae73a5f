"""A session on the full screen: calls the session runner, and draws the effects.

The rules of a session are in the runner. This screen calls ``tick`` when the next cue is due, carries out effects in
order, sends keys to the runner, and switches to the screen for the end of the session when the session is over.
"""

from __future__ import annotations

import math
from functools import partial
from typing import ClassVar

from textual import events as textual_events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input, Static

from securecoach_tui.app.comforts import keep_written
from securecoach_tui.app.session_runner import SessionRunner
from securecoach_tui.app.session_setup import make_grounding
from securecoach_tui.config import fault_log
from securecoach_tui.i18n import _
from securecoach_tui.practice.record import QuestionKey, Scale
from securecoach_tui.practice.session import events
from securecoach_tui.practice.session.answers import is_only_spoken
from securecoach_tui.practice.session.checkpoint import Checkpoint
from securecoach_tui.practice.session.position import check_length
from securecoach_tui.practice.session.questions import is_private_question, is_rating, is_recorded, is_stored
from securecoach_tui.practice.session.saving import record_of
from securecoach_tui.practice.session.state import PRACTISING, SessionState, Setup
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.text import session_words
from securecoach_tui.text.question_words import noted_words, question_words
from securecoach_tui.text.session_summary import summary
from securecoach_tui.tui.base_screen import BaseScreen
from securecoach_tui.tui.draft_saver import SaveDraft
from securecoach_tui.tui.key_bindings import KeyBinding
from securecoach_tui.tui.scenes.guide import guide_here
from securecoach_tui.tui.screens import session_keys, session_typing
from securecoach_tui.tui.screens.session_end import SessionEndScreen
from securecoach_tui.tui.screens.session_voice import SessionVoice
from securecoach_tui.tui.widgets.footer import KeyFooter
from securecoach_tui.tui.widgets.heading import Heading
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.session_panel import SessionPanel

FRAME_SECONDS = 1 / 12.5  # seconds between two looks at the breathing guide; more of them would change no cell
# Ratings that the caption asks for in its own words. One of distress says only "How is it now?".
ASKED_BY_CAPTION = (QuestionKey.RATE_EASE, QuestionKey.RATE_URGE)
OFFER_SECONDS = 12.0  # seconds that an offer is shown: it names keys that may be wanted now


class SessionScreen(SessionVoice):
    """One session, and the session that it leads to, if any.

    Raises:
        LengthRefused: the exercise can't have the length in ``setup``.
    """

    KEYS = session_keys.KEYS
    BINDINGS: ClassVar[list[BindingType]] = [
        *(key.binding for key in session_keys.KEYS),
        *(Binding(str(digit), f"rate({digit})", show=False) for digit in range(10)),
    ]

    class Wake(Message):
        """The writer has a result. Posted from its thread."""

    def __init__(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        check_length(setup)
        super().__init__()
        self._setup, self._saved = setup, saved
        self._effects: list[events.Effect] = []
        self._next_tick: Timer | None = None
        self._lead: events.LeadTo | None = None
        self._runner: SessionRunner | None = None
        self._said = self._confirmed = ""
        self._answers: list[str] = []
        self._resume_when_uncovered = self._ended = self._choose_rung = False

    def location(self) -> str:
        return visible(self._setup.exercise.title)

    def status(self) -> str:
        session = self.runner.session
        running = session.state in (SessionState.RUNNING, SessionState.PAUSED, SessionState.SLEPT)
        if not running or not self.panel.numbers:
            return ""
        return _("settling") if session.position < 0 else session_words.position_words(session)

    def cursor_target(self) -> Static:
        """The caption, which has the cursor while there is no question."""
        return self.panel.caption

    def purpose(self) -> str:
        return _("A session. You don't have to answer anything, and you can stop at any time.")

    def compose(self) -> ComposeResult:
        chosen, log = self.context.preferences, partial(fault_log.write, self.context.paths.state)
        with Vertical(id="stage"):
            # The heading keeps the round, so that the person doesn't have to count.
            yield Heading(self.location(), "", keeps_status=True, id="heading")
            yield SessionPanel(ascii=chosen.ascii, still=chosen.reduced_motion, scene_failed=log, id="panel")
            yield Static("", id="notice", markup=False)
            yield KeyFooter([], id="footer")

    async def on_mount(self) -> None:
        frame = 1.0 if self.context.preferences.reduced_motion else FRAME_SECONDS
        self.set_interval(frame, self._breathe)
        await self._begin(self._setup, self._saved)

    async def _begin(self, setup: Setup, saved: Checkpoint | None = None) -> None:
        context = self.context
        self._setup, self._lead, self._ended, self._left, self._short = setup, None, False, False, False
        self._answers = [visible(line) for line in session_words.prepared_words(setup)]
        self._said = ""
        context.started_ids.add(setup.id)
        effects, sound, wake = self._effects.append, context.sound, self._wake_up
        self._runner = SessionRunner(
            context.clock, context.writer, effects, sound=sound, wake=wake, drafts=context.drafts
        )
        context.runner = self._runner
        self._begin_listening()
        self.panel.show_cautions(() if setup.cautions_read else setup.cautions)
        if saved is None:
            self._runner.begin(setup)
        else:
            self._runner.resume(setup, saved)
            self.show_until_key(session_words.resumed_words())
        await self._after()

    def _wake_up(self) -> None:
        self.post_message(self.Wake())

    async def on_session_screen_wake(self) -> None:
        await self._tick()

    async def _send(self, event: events.Event, confirmation: str = "") -> None:
        if self.runner.send(event) == "done" and confirmation:
            self._confirmed = confirmation
            self.show_notice(confirmation)
        await self._after()

    async def _tick(self) -> None:
        self.runner.tick()
        await self._after()

    async def _after(self) -> None:
        """Carry out the effects, draw, and set a timer for the next cue."""
        while self._effects and self.is_open:
            await self._carry_out(self._effects.pop(0))  # one by one: a key may come while one is carried out
        if self.is_open:
            await self._hear()
        if not self.is_open:  # closed in the meantime, for example by a quick exit
            return
        session = self.runner.session
        if session.open is None and session.state is not SessionState.DONE:
            if self.panel.question is not None and self.panel.question.ask.key != QuestionKey.RATE_DISTRESS:
                await self.panel.ask(None)
        if session.state is SessionState.RUNNING:
            self.clear_notice(session_words.resumed_words())
            self._answers.clear()  # questions after the session show only their own answers
        if session.state is SessionState.DONE:
            await self._finish()
        self._draw()
        if self._next_tick is not None:
            self._next_tick.stop()
        if not self.runner.over:
            self._next_tick = self.set_timer(max(0.001, min(self.runner.wake_in(), self._hears_in)), self._tick)

    async def _carry_out(self, effect: events.Effect) -> None:
        if isinstance(effect, events.Say):
            if effect.cue.phase is None:
                self._said = effect.cue.text
                self.panel.show_caption(effect.cue.text)
        elif isinstance(effect, events.AskFor):
            self.clear_notice(self._confirmed)  # it was about the question before
            await self._show_question(effect)
            self._listen_for(effect)
        elif isinstance(effect, events.QuestionClosed):
            await self.panel.ask(None)
        elif isinstance(effect, events.Offer):
            self._show_for_a_while(session_words.offer_words(effect.kind))
        elif isinstance(effect, events.ShowSupport):
            await super().action_support()
        elif isinstance(effect, events.Undone):
            self.show_notice(session_words.undone_words(effect.what))
            if effect.what == "answer" and self._answers:
                self._answers.pop()
        elif isinstance(effect, events.LeadTo):
            self._lead = effect
        elif isinstance(effect, events.Prefer):
            why = self.context.save_settings(**{effect.name: effect.value})
            if why:
                self.show_changed("", why)
        elif isinstance(effect, events.ChooseRung):
            self._choose_rung = effect.rung_id is None
        elif isinstance(effect, events.AwaitDebrief):
            self._said = session_words.debrief_words()  # shown on the screen for the end of the session
        elif isinstance(effect, events.Over):
            self._said = session_words.not_saved_words(effect.why, led_to=self._setup.led_to)
            self._left, self._short = effect.why == "left", effect.why == "short"

    async def _show_question(self, ask: events.AskFor, value: int | str | None = None) -> None:
        session = self.runner.session
        long, prompt, labels = question_words(ask, session)
        if not ask.scale and not ask.choices and value is None and (value := self.runner.drafted()):
            self.show_notice(session_words.draft_words())
        if ask.key == QuestionKey.REFLECTION:
            self.panel.show_lines(summary(record_of(session), self.context.record.sessions))
        elif session.state is SessionState.AFTER or (self._answers and session.state is SessionState.BEFORE):
            self.panel.show_lines(self._answers)
        leaves = session.state is SessionState.BEFORE
        panel = QuestionPanel(
            ask,
            visible(long),
            labels,
            short=prompt,
            value=value,
            leaves=leaves,
            question_private=is_private_question(ask, session),
            caption_asks=session.open == ask and ask.key in ASKED_BY_CAPTION,
        )
        await self.panel.ask(panel)

    def draft_callback(self, field: Input) -> SaveDraft | None:
        """The function that saves the unfinished answer to the open question."""
        question = self.panel.question
        if question is None or self.runner.session.open != question.ask:
            return None
        return partial(session_typing.save_draft, self.runner, question.ask.key)

    def _remember(self, value: int | str | None) -> None:
        session = self.runner.session
        ask = session.open
        asks = session.state in (SessionState.BEFORE, SessionState.AFTER)
        if ask is None or value is None or not is_stored(ask.key) or not asks:
            return
        _long, prompt, labels = question_words(ask, session)
        shown = labels.get(str(value), str(value))
        self._answers.append(visible(f"{prompt.split(',')[0]}: {shown}"))

    async def _finish(self) -> None:
        """Start the session that this one leads to, or open the screen for the end; not under another screen."""
        if self._ended or not self.is_active:  # people to talk to stay on top, until the person closes them
            return
        self._ended = True
        context, lead = self.context, self._lead
        session, record, lines = self.runner.session, self.runner.record, [self._said]
        if record is not None:
            helped = not session.not_helping and not session.careful
            lines = summary(record, context.record.sessions) if helped else []
            if self.runner.careful:  # a notice of it is gone with the session's screen
                lines.append(session_words.offer_words("people"))
            lines += [_("Saved.")] if session.kept else []
        context.forget_record()
        refused = "" if session.kept or record is None else session.not_kept
        if lead is not None:
            await self._begin(make_grounding(self._setup, lead.seconds, context.clock))
            if refused:
                self.show_notice(_("Not saved: {why}").format(why=refused), error=True)
            return
        context.runner = None
        if self._left or self._short:
            if self._left:
                self.app.pop_screen()  # back to where it was chosen
            else:
                self.program.go_home()
            said = [self._said] if self._short else []
            said += [session_words.offer_words("people")] if "people" in session.offered else []
            if said and isinstance(self.app.screen, BaseScreen):
                self.app.screen.show_notice(" ".join(said))
            return
        chooses = self._setup.exercise if self._choose_rung else None
        again = self._setup if record is not None and self._setup.debrief is None else None
        picture = self.panel.closing(session) if record is not None and not session.careful else None
        if record is not None:
            keep_written(self.context.paths, record, self.context.key)
        self.app.switch_screen(
            SessionEndScreen(
                self.location(), lines, refused, record, chooses_rung_of=chooses, again=again, picture=picture
            )
        )

    def _show_for_a_while(self, sentence: str) -> None:
        self.show_notice(sentence, seconds=OFFER_SECONDS)

    def _draw(self) -> None:
        if self.runner.over or not self.is_open:
            return
        self.expire_notice()
        self.panel.guide_mode = guide_here(self.context.preferences.guide)
        self.panel.draw(self.runner.session)
        self._breathe()
        self.redraw_frame()

    def _breathe(self) -> None:
        """Update the breathing guide; it redraws only the cells that have changed."""
        if self._runner is not None and not self.runner.over and self.is_open:
            elapsed = self.context.clock.elapsed()
            if self.context.preferences.reduced_motion:
                elapsed = math.floor(elapsed)
            self.panel.breathe(self.runner.session, elapsed)

    def on_unmount(self) -> None:
        if self._by_voice is not None:
            self._by_voice.cancel()
        if self._next_tick is not None:
            self._next_tick.stop()

    # Keys.

    def footer_keys(self) -> list[KeyBinding]:
        session = self.runner.session
        if is_only_spoken(session):
            return list(session_typing.KEYS)
        return session_keys.footer(session, asked=self.panel.question is not None)

    def ignores(self, key: textual_events.Key) -> bool:
        if self._runner is None:
            return False
        self._stop_listening()
        session, question = self.runner.session, self.panel.question
        if not session_typing.types_a_choice(key, session, question.ask if question is not None else None):
            return False
        self._show_for_a_while(session_typing.choice_words())
        return True

    async def on_question_panel_answered(self, event: QuestionPanel.Answered) -> None:
        if self.panel.read_on():  # enter was pressed to go on from what was read, and the question was out of sight
            return
        await self._take_answer(event.key, event.value)

    async def _take_answer(self, key: str, value: int | str | None) -> None:
        session = self.runner.session
        if session.open is None:  # a rating that the person asked for
            if self.panel.question is None or self.panel.question.ask.key != key:
                return  # the answer to a question that has closed, such as a second click on it
            await self._close_rating()
            if value == "numb":
                await self.action_numb()
            elif isinstance(value, int):
                await self._send(events.Rate(Scale.DISTRESS, value), _saved_words(QuestionKey.RATE_DISTRESS, value))
            return
        if key != session.open.key:
            return  # the answer to a question that has closed
        if value == "numb":
            self._remember(_("numb or far away"))
            if is_rating(key):
                await self._close_rating()
            await self.action_numb()
            return
        self._remember(value)
        if is_rating(key):  # asked by the exercise; one that the person began stays open until it is answered
            await self._close_rating()
        # During a session the caption still shows the question, so a notice confirms the answer.
        recorded = value is not None and is_recorded(key, value, session.setup.exercise)
        noted = _("Saved.") if recorded and session.state in PRACTISING else ""
        if isinstance(value, int) and noted:
            noted = _saved_words(key, value)
        await self._send(events.Answer(key, value), noted)


def _saved_words(key: str, value: int) -> str:
    """That a rating was saved, with the name of its scale: an exercise may ask for two."""
    return _("Saved: {what}.").format(what=noted_words(key, value))
