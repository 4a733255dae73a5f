"""Practising in lines: one conductor, one queue of input, one line for each thing that happens."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from securecoach_tui import wording
from securecoach_tui.clock import Clock
from securecoach_tui.conductor import Conductor, Keeper, Sound, restarted
from securecoach_tui.i18n import _
from securecoach_tui.plain.commands import Command, understand
from securecoach_tui.plain.lines import In, Out
from securecoach_tui.practice import events
from securecoach_tui.practice.state import Place, Setup

if TYPE_CHECKING:
    from securecoach_tui.practice.record import SessionRecord

QUIET_BEFORE_CUE = 2.0  # seconds before a cue in which the time left isn't told


class PlainSession:
    """A session told in lines, and another after it where one leads to another."""

    def __init__(
        self,
        out: Out,
        lines: In,
        clock: Clock,
        keeper: Keeper,
        *,
        support: Callable[[], list[str]],
        recent: list[SessionRecord],
        sound: Sound | None = None,
        breath_lines: str = "all",
        time_left_every: int = 60,
        prefer: Callable[[str, str], None] = lambda name, value: None,
    ) -> None:
        self._out, self._lines, self._clock, self._keeper = out, lines, clock, keeper
        self._support, self._recent, self._sound, self._prefer = support, recent, sound, prefer
        self._breath_lines, self._every = breath_lines, time_left_every
        self._labels: dict[str, str] = {}
        self._last_said = ""
        self._lead: events.LeadTo | None = None
        self._told_left: int | None = None
        self._few = 0
        self.conductor = self._new_conductor()

    def _new_conductor(self) -> Conductor:
        return Conductor(self._clock, self._keeper, self._act, sound=self._sound, wake=self._lines.wake)

    def run(self, setup: Setup) -> None:
        """The session from its first question to "Saved", and the one it leads to."""
        self._play(setup)
        while self._lead is not None:
            self._lead = None
            again = restarted(setup, id=secrets.token_hex(8), started=self._clock.now().isoformat(timespec="seconds"))
            from dataclasses import replace

            again = replace(again, seconds=180.0)
            self._out.line(again.exercise.title + ", " + wording.duration(180) + ".")
            self.conductor = self._new_conductor()
            self._play(again)

    def _play(self, setup: Setup) -> None:
        conductor = self.conductor
        self._told_left = None
        conductor.begin(setup)
        ended = False
        while not conductor.over:
            line = self._lines.next(conductor.wake_in())
            if line is In.WAKE:
                conductor.tick()
                self._tell_time()
            elif line is None:
                if not ended:
                    ended = True
                    conductor.send(events.InputEnded())
            elif isinstance(line, str):
                self._out.answered(echoed=self._lines.echoes)
                self._hear(line)
        if ended:
            self._lines.wake()
        self._closing_words()

    def _hear(self, line: str) -> None:
        session = self.conductor.session
        command = understand(line, session.open, self._labels)
        simple: dict[str, events.Event] = {
            "skip": events.Skip(),
            "stay": events.Stay(),
            "ease": events.EaseOff(),
            "not_helping": events.NotHelping(),
            "take_back": events.TakeBack(),
            "stop": events.Stop(),
            "numb": events.Rate("presence", 0),
        }
        if command.act in simple:
            self._simply(command, simple[command.act])
        elif command.act == "pause":
            self._pause()
        elif command.act == "rate" and isinstance(command.value, int):
            self._rate(command.value)
        elif command.act == "answer":
            self._answer(command)
        else:
            self._tell(command)

    def _simply(self, command: Command, event: events.Event) -> None:
        self.conductor.send(event)
        said = {
            "skip": _("Skipped."),
            "stay": _("One more round."),
            "ease": _("Easing off."),
            "numb": _("Noted: numb or far away."),
            "not_helping": _("Ending here. That is time well spent."),
            "stop": _("Stopping."),
        }
        if command.act in said:
            self._out.line(said[command.act])

    def _pause(self) -> None:
        session = self.conductor.session
        if session.place is Place.RUNNING:
            self.conductor.send(events.Pause())
            self._out.line(_("Paused. An empty line goes on."))
        elif session.place in (Place.PAUSED, Place.SLEPT):
            self.conductor.send(events.Resume())
            self._out.line(_("Going on."))
        else:
            self._tell(Command("unknown"))

    def _rate(self, value: int) -> None:
        before = len(self.conductor.session.ratings)
        self.conductor.send(events.Rate("distress", value))
        if len(self.conductor.session.ratings) > before:
            self._out.line(_("Noted: distress {n}.").format(n=value))
        else:
            self._tell(Command("unknown"))

    def _answer(self, command: Command) -> None:
        if isinstance(command.value, int):
            self._out.line(_("Noted: {n}.").format(n=command.value))
        self.conductor.answer(command.value)

    def _tell(self, command: Command) -> None:
        """What changes nothing: help, support, time, and a line that meant nothing."""
        session = self.conductor.session
        if command.act == "support":
            if session.place is Place.RUNNING:
                self.conductor.send(events.Pause())
                self._out.line(_("Paused. An empty line goes on."))
            for line in self._support():
                self._out.line(line)
        elif command.act == "again":
            self._out.line(self._last_said or _("Nothing was said yet."))
        elif command.act == "time":
            left = session.left
            open_ended = _("Open-ended: {time} so far.").format(time=wording.duration(max(0.0, session.position)))
            self._out.line(
                _("Time left: {time}.").format(time=wording.duration(left)) if left is not None else open_ended
            )
        elif command.act == "where":
            self._out.line(f"{session.setup.exercise.title}, {wording.where(session)}.")
        elif command.act == "breath":
            self._breath_lines = {"all": "few", "few": "none", "none": "all"}[self._breath_lines]
            told = {"all": _("Breath lines: all."), "few": _("Breath lines: few."), "none": _("Breath lines: none.")}
            self._out.line(told[self._breath_lines])
        elif command.act == "help":
            self._out.line(self._choices(help=True))
        else:
            self._out.line(self._choices())
        if session.open is not None:
            self._out.prompt(wording.question_words(session.open, session)[1])

    def _choices(self, *, help: bool = False) -> str:
        ask = self.conductor.session.open
        if ask is None:
            keys = _(
                "empty line pause, s skip, + stay, - ease off, g this isn't helping, a again, t time, b breath lines, "
                "u take back, n numb or far away, c support, q stop, 0-10 distress."
            )
            return _("Nothing is open. You can type:") + " " + keys if help else _("You can type:") + " " + keys
        long, _prompt, labels = wording.question_words(ask, self.conductor.session)
        if ask.scale:
            kinds = _("a whole number from 0 to 10, n for numb or far away")
        elif ask.choices:
            kinds = ", ".join(f"{i} {labels[c]}" for i, c in enumerate(ask.choices, 1))
        else:
            kinds = _("any words")
        tail = _("{kinds}; an empty line for no answer; c support; q leave.").format(kinds=kinds)
        return f"{long} {_('You can type:')} {tail}" if help else f"{_('You can type:')} {tail}"

    def _act(self, effect: events.Effect) -> None:
        if isinstance(effect, events.Say):
            self._say(effect.cue)
        elif isinstance(effect, events.AskFor):
            self._ask(effect)
        elif isinstance(effect, events.Closed):
            if effect.key.startswith("rate_"):
                self._out.line(_("That question is closed, without an answer."))
        elif isinstance(effect, events.Offer):
            self._offer(effect.kind)
        elif isinstance(effect, events.ShowSupport):
            for line in self._support():
                self._out.line(line)
        elif isinstance(effect, events.TookBack):
            took = {
                "rating": _("Taken back: the last rating."),
                "answer": _("Taken back: the last answer."),
                "skip": _("Taken back: the skip."),
                "nothing": _("Nothing to take back."),
            }
            self._out.line(took[effect.what])
        elif isinstance(effect, events.LeadTo):
            self._lead = effect
        elif isinstance(effect, events.Prefer):
            self._prefer(effect.name, effect.value)
        elif isinstance(effect, events.ChooseRung) and effect.rung_id is None:
            self._out.line(_("Choose a rung with: securecoach practice closeness-ladder"))
        elif isinstance(effect, events.AwaitDebrief):
            self._out.line(_("When you have done it, come back and tell yourself how it was. Putting it off is fine."))
        elif isinstance(effect, events.Over):
            self._over(effect.why)

    def _over(self, why: str) -> None:
        said = {
            "left": _("Not saved: nothing was practised yet."),
            "careful": _("Not saved: nothing was practised. Take care of yourself."),
            "lived": _("Not saved: this rung happens with someone and needs the question whether that is safe."),
        }
        self._out.line(said[why])

    def _offer(self, kind: str) -> None:
        if kind == "people":
            self._out.line(_("people to talk to: securecoach support"))
        else:
            self._out.line(wording.offer_words(kind))

    def _say(self, cue: object) -> None:
        from securecoach_tui.practice.timeline import Cue

        assert isinstance(cue, Cue)
        if cue.phase is None:
            self._few = 3
            self._last_said = cue.text
            if cue.ask is None or self.conductor.session.setup.asking != "all" or self.conductor.session.answerless:
                self._out.line(cue.text)
            return
        if cue.phase == "in" and self._breath_lines == "few" and self._few > 0:
            self._few -= 1
        shown = self._breath_lines == "all" or (self._breath_lines == "few" and self._few > 0)
        if shown:
            self._out.line(wording.phase_words(cue))

    def _ask(self, ask: events.AskFor) -> None:
        long, prompt, self._labels = wording.question_words(ask, self.conductor.session)
        self._out.line(long)
        if ask.choices:
            for number, choice in enumerate(ask.choices, 1):
                self._out.line(f"{number} {self._labels[choice]}")
        self._out.prompt(prompt)

    def _tell_time(self) -> None:
        """The time left, at whole multiples of the interval, never just before a cue."""
        session = self.conductor.session
        left = session.left
        if session.place is not Place.RUNNING or left is None or session.position < 0 or self._every <= 0:
            return
        step = int(left // self._every)
        if self._told_left is None or step >= self._told_left:
            self._told_left = max(step, self._told_left or 0) if self._told_left is None else self._told_left
            return
        cues = session.timeline.cues
        due = cues[session.next_cue].at - session.position if session.next_cue < len(cues) else left
        if due < QUIET_BEFORE_CUE and left > self._every / 2:
            return
        self._told_left = step
        if left >= 1:
            whole = round(left / 10) * 10 if left >= 30 else round(left)
            self._out.line(_("Time left: {time}.").format(time=wording.duration(whole)))

    def _closing_words(self) -> None:
        conductor = self.conductor
        session, record = conductor.session, conductor.record
        if record is None:
            return
        if not session.not_helping:
            for line in wording.summary(record, self._recent):
                self._out.line(line)
        if session.kept:
            self._out.line(_("Saved."))
        else:
            self._out.line(_("Not saved: {why}").format(why=session.not_kept))
