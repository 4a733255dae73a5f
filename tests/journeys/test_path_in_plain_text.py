"""Eight weeks of the path in plain text, in simulated time: with absences, a skip, no help once, and an unsafe answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from securecoach_tui import cli
from securecoach_tui.app.current_week import state_of
from securecoach_tui.config.settings import DataPaths, Settings
from securecoach_tui.plain import menu
from securecoach_tui.plain.context import PlainContext
from securecoach_tui.plain.line_io import EndOfInput, InputLine, Wakeup
from tests.fakes.clock import FakeClock
from tests.fakes.terminal import FakeLineIO

pytestmark = pytest.mark.journeys

DAY = 86400.0
LEANS = {
    "anxious": "soothing myself",
    "avoidant": "staying close, in small steps",
    "both": "soothing myself first, then small steps",
}
# What is answered in a session, by how its prompt begins; anything else gets a few words.
ANSWERS = {"Safe": "yes", "Distress": "4", "Urge": "5", "How likely": "6", "Expected": "6", "Calmed": "partly"}
ANSWERS |= {"It happened": "no", "Bearable": "yes", "Said it": "not yet", "Ground": "no"}


class PersonAtPlainText(FakeLineIO):
    """Chooses rows of lists by how their labels begin, one after the other, and answers what a session asks."""

    def __init__(self, clock: FakeClock, *wishes: str, **answers: str) -> None:
        super().__init__(clock)
        self.wishes, self.answers = list(wishes), {**ANSWERS, **answers}
        self.stop_at = float("inf")  # the second at which ".g" is typed

    def read(self, timeout: float) -> InputLine | Wakeup | EndOfInput:
        if self.now >= self.stop_at and not self.prompting:
            self.stop_at = float("inf")
            return self._line(".g")
        if not self.prompting:
            self.clock.advance(max(timeout, 1e-6))
            return Wakeup()
        prompt = self.lines[-1]
        self.prompting = False
        if not prompt.startswith("Type a number"):
            return self._line(
                next((one for start, one in self.answers.items() if prompt.startswith(start)), "a few words")
            )
        if not self.wishes:
            return self._line("q")
        wish = self.wishes.pop(0)
        return self._line(self._number(wish) if wish else "")

    def _number(self, label: str) -> str:
        """The number of the last printed row with this label, else of one that begins with it."""
        rows = [line.partition(" ") for line in reversed(self.lines) if line.partition(" ")[0].isdigit()]
        for number, _, words in rows:
            if words == label:
                return number
        return next(number for number, _, words in rows if words.startswith(label))

    def _line(self, text: str) -> InputLine:
        self.clock.advance(0.5)
        return InputLine(text, self.clock.elapsed(), self.clock.elapsed())


class Life:
    """A data folder, and a clock that goes on from visit to visit."""

    def __init__(self, folder: Path) -> None:
        self.where, self.clock = DataPaths(folder / "data", folder / "state", folder / "cache"), FakeClock()

    def visit(self, *wishes: str, stop_at: float = float("inf"), later: float = DAY, **answers: str) -> list[str]:
        """The lines of a visit to the menu, a day after the last one; rows are chosen by how they begin."""
        self.clock.advance(later)
        io = PersonAtPlainText(self.clock, *wishes, **answers)
        io.stop_at = stop_at
        context = PlainContext(io, self.where, Settings(first_run_seen=True), self.clock)
        menu.run(context)
        context.writer.close()
        context.reload()
        self.week, self.sessions = state_of(context.record).week, context.record.sessions
        return io.lines

    def turn(self, label: str) -> list[str]:
        return self.visit("Your path", label)


@pytest.fixture
def life(tmp_path: Path) -> Iterator[Life]:
    yield Life(tmp_path)


@pytest.mark.parametrize("lean", LEANS)
def test_eight_weeks_in_plain_text(
    life: Life, lean: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun = life.visit("A path of eight weeks", "Start", LEANS[lean], "")
    assert "You're in week 1: Arrive." in begun
    assert "This is for week 1 of your path." in life.visit("Start")
    assert any(line.endswith(": practised once") for line in life.visit("Your path", ""))
    an_absence_changes_nothing(life)
    for week in (2, 3, 4):  # the third is skipped: nothing is practised in it
        life.turn(f"Go to week {week}")
        if week != 3:
            life.visit("Start")
    half_way_looks_back(life)
    life.turn("Go to week 5")
    no_help_leads_to_another_exercise(life)
    life.turn("Go to week 6")
    an_unsafe_answer_leads_to_soothing(life)
    for label in ("Back to week 5", "Go to week 6", "Go to week 7"):
        life.turn(label)
    life.visit("Start")
    life.turn("Go to week 8")
    end = life.visit("Your path", "Look back on the path", "")
    assert life.week == 8 and not any("Go to week 9" in line for line in end)
    assert any(line.startswith("Week 7, what you would keep:") for line in end)
    monkeypatch.setenv("SECURECOACH_STATE_DIR", str(life.where.state))
    monkeypatch.setattr(sys, "argv", ["securecoach", "path", "--json", "--data-dir", str(life.where.data)])
    assert cli._main() == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["week"], found["direction"], found["offers"]) == (8, lean, ["if-then"])
    assert [one["week"] for one in found["kept"]] == [1, 2, 3, 4, 5, 6, 7]
    left = life.visit("Your path", "Leave the path", **{"Leave?": "yes"})
    assert "You've left the path. Week 8 is saved for you, if you want to come back." in left
    assert not any("Your path" in line for line in life.visit())


def an_absence_changes_nothing(life: Life) -> None:
    assert "Week 1 is where you left your path." in life.visit(later=40 * DAY) and life.week == 1


def half_way_looks_back(life: Life) -> None:
    back = life.visit("Your path", "Look back on the path", "")
    assert "What you tried" in back and "Tools you could keep" in back
    assert any(line.startswith("Week 3, what helped: a few words") for line in back)


def no_help_leads_to_another_exercise(life: Life) -> None:
    before = next(line for line in life.visit("Start", stop_at=20.0) if line.startswith("1 Start: "))
    assert any(session.not_helping for session in life.sessions)
    assert next(line for line in life.visit() if line.startswith("1 Start: ")) != before


def an_unsafe_answer_leads_to_soothing(life: Life) -> None:
    """Within the same visit soothing comes first and turning last; the answer itself is nowhere."""
    lines = life.visit("Start", "Your path", "", Safe="not sure", Ground="yes")
    assert any("is not safe makes sense" in line for line in lines)
    rows = lines[lines.index("Last time was hard. Something soothing comes first. The path can wait.") + 2 :]
    assert rows[0] in ("1 Start: Grounding", "1 Start: Slow breathing")
    labels = [line.split(" ", 1)[1] for line in rows if line[:1].isdigit()]
    assert labels.index("Go to week 7: A step") > labels.index("Leave the path")
    assert life.week == 6 and "This is for week 6 of your path." in life.visit()
    assert not any("not sure" in path.read_text() for path in life.where.data.rglob("*.jsonl"))
