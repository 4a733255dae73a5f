"""The middle of a session: what is said, what is asked, the guide that breathes, what comes next, the time left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import session_picture
from securecoach_tui.tui.widgets.breath_guide import Bar
from securecoach_tui.tui.widgets.question import QuestionPanel

QUESTIONS = (
    SessionState.BEFORE,
    SessionState.AFTER,
    SessionState.SAVING,
    SessionState.DONE,
    SessionState.SLEPT,
)  # nothing runs beside a question


class SessionPanel(Vertical):
    """Draws a session; decides nothing."""

    def __init__(self, *, ascii: bool = False, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self._bare = False
        self._guide = Bar(ascii=ascii, id="guide")

    def compose(self) -> ComposeResult:
        with Vertical(id="middle"), VerticalScroll(id="flow", can_focus=False):
            yield Static("", id="told", markup=False)
            yield Static("", id="caption", markup=False)
            yield Static("", id="sentence", markup=False)
            yield Vertical(id="asked")
            yield self._guide
            yield Static("", id="next", markup=False)
        with Horizontal(id="clock"):
            yield Bar(ascii=self._ascii, id="whole")
            yield Static("", id="left", markup=False)

    @property
    def caption(self) -> Static:
        """What was said last."""
        return self.query_one("#caption", Static)

    @property
    def asking(self) -> QuestionPanel | None:
        """The question that is open."""
        for asking in self.query(QuestionPanel):
            return asking
        return None

    def say(self, text: str) -> None:
        """Show what is said, until something else is."""
        self.caption.update(visible(text))

    def tell(self, lines: Sequence[str]) -> None:
        """Lines above a question."""
        shown = [visible(line) for line in lines]
        self._put("#told", "\n".join([*shown, ""]) if shown else "")

    async def ask(self, asking: QuestionPanel | None) -> None:
        """Show a question in place of the one before; None takes it away."""
        asked = self.query_one("#asked", Vertical)
        await asked.remove_children()
        if asking is not None:
            await asked.mount(asking)
            asking.focus_field()
            self.call_after_refresh(asking.scroll_visible, animate=False)

    def draw(self, session: Session, *, numbers: bool) -> None:
        """The session as it stands, but for the guide."""
        asking = session.state in QUESTIONS
        self.set_class(asking, "-asking")
        rating = self.asking is not None and not asking
        self.set_class(rating, "-rating")
        # A question that is asked in the words just said needs them once; anything else that is said stays in sight.
        self.set_class(rating and self.asking is not None and self.asking.long == str(self.caption.content), "-said")
        self.set_class(bool(session.sentence), "-sentence")
        self._put("#sentence", visible(session.sentence))
        if session.state is SessionState.RUNNING and self.asking is None:
            self.tell([])
        if asking:
            if self.asking is not None and self.screen.focused is None:
                self.asking.focus_field()
            return
        shown = session_picture.clock(session, numbers=numbers)
        self.query_one("#whole", Bar).show(shown.share)
        self._put("#left", shown.left)
        following = session_picture.next_words(session) if numbers else ""
        paused = session.state is SessionState.PAUSED
        self._put("#next", _("paused. space goes on") if paused else following)

    def _put(self, where: str, text: str) -> None:
        """Words where there are others; the screen is laid out anew only where they take other room."""
        line = self.query_one(where, Static)
        before = str(line.content)
        if before != text:
            line.update(text, layout=len(before) != len(text) or "\n" in text)

    def breathe(self, session: Session, elapsed: float, *, numbers: bool) -> None:
        """The guide as it is this moment; it draws only where a cell changed."""
        breath = session_picture.breath(session, elapsed, numbers=numbers)
        if self._bare is not (breath is None):
            self._bare = breath is None
            self.set_class(self._bare, "-bare")
        if breath is not None:
            self._guide.show(breath.share, breath.word, breath.figure)
