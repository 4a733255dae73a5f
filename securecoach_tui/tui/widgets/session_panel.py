"""The content of the session screen: picture or guide, caption, question, next cue and time left."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Input, Static

from securecoach_tui.i18n import _
from securecoach_tui.practice.session.state import Session, SessionState
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.scenes.choice import scene_of
from securecoach_tui.scenes.closing import closing_scene, last_moment
from securecoach_tui.scenes.moment import Moment, Scene, breath, phase_cue, position
from securecoach_tui.scenes.senses import COUNTS, Senses, group_of, key_of
from securecoach_tui.text.breath_captions import contradicts
from securecoach_tui.tui import session_view_model
from securecoach_tui.tui.scenes.guide import Guide
from securecoach_tui.tui.scenes.view import LogError, SceneView
from securecoach_tui.tui.widgets.breath_guide import Bar
from securecoach_tui.tui.widgets.question import QuestionPanel
from securecoach_tui.tui.widgets.rating_scale import RatingScale
from securecoach_tui.tui.widgets.row_list import RowList

QUESTIONS = (
    SessionState.BEFORE,
    SessionState.AFTER,
    SessionState.SAVING,
    SessionState.DONE,
    SessionState.SLEPT,
)  # states in which a question is asked while the session does not run
PICTURE_COLUMNS, PICTURE_ROWS = 60, 20  # cells; a smaller terminal has the bar instead of a picture


class SessionPanel(Vertical):
    """Draws a session; contains no rules of sessions. ``guide_mode`` is what shows the pace."""

    def __init__(
        self,
        *,
        ascii: bool = False,
        still: bool = False,
        scene_failed: LogError = lambda error: None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._ascii = ascii
        self.guide_mode: Guide = "picture"
        self.numbers = self.pictures = True
        self._filled: dict[int, int] = {}
        self._asked_under = ""  # the caption when the question was asked
        self._no_guide = self._unread = False  # _unread: whether cautions are shown that nobody went on from
        self._bar = Bar(ascii=ascii, id="guide")
        self._picture = SceneView(scene_failed, ascii=ascii, still=still, id="scene")

    def compose(self) -> ComposeResult:
        with Vertical(id="middle"):
            yield self._picture
            with VerticalScroll(id="flow", can_focus=False):
                yield Static("", id="lines-above", markup=False)
                yield Static("", id="caption", markup=False)
                yield Static("", id="sentence", markup=False)
                yield Vertical(id="question")
                yield self._bar
                yield Static("", id="next", markup=False)
            yield Static(_("Press enter for the question."), id="read-on", markup=False)
        with Horizontal(id="clock"):
            yield Bar(ascii=self._ascii, id="elapsed")
            yield Static("", id="time-left", markup=False)

    @property
    def caption(self) -> Static:
        """The words that were said last."""
        return self.query_one("#caption", Static)

    @property
    def question(self) -> QuestionPanel | None:
        """The open question, or None."""
        return next(iter(self.query(QuestionPanel)), None)

    def show_caption(self, text: str) -> None:
        """Show the text that is said now, until the next one."""
        self.caption.update(visible(text))

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show lines above a question."""
        shown = [visible(line) for line in lines]
        self._put("#lines-above", "\n".join([*shown, ""]) if shown else "")

    def show_cautions(self, lines: Sequence[str]) -> None:
        """Show what to know before the first question, and first of all where there is no room for both."""
        self.show_lines(lines)
        self._unread = bool(lines)

    def read_on(self) -> bool:
        """Go on from cautions that fill the screen to the question below; False if that is in sight already."""
        reading = self.has_class("-reading")
        self.remove_class("-reading")
        if reading and self.question is not None:
            self.screen.call_after_refresh(self.question.scroll_visible, animate=False)
        return reading

    async def ask(self, question: QuestionPanel | None) -> None:
        """Show ``question`` instead of the open one; None closes the open one."""
        self.remove_class("-reading")  # an answer by voice doesn't wait for the key
        container = self.query_one("#question", Vertical)
        async with container.lock:
            await container.remove_children()
            if question is not None:
                await container.mount(question)
        if question is not None:
            self._asked_under = str(self.caption.content)
            question.focus_field()
            self.screen.call_after_refresh(self._come_to, question)

    def _come_to(self, question: QuestionPanel) -> None:
        """Scroll to a question, unless cautions would be scrolled away that have not been seen."""
        if not question.is_attached:  # the session was closed before this was drawn
            return
        flow, unread = self.query_one("#flow"), self._unread
        self._unread = False
        if unread and flow.max_scroll_y:
            self.add_class("-reading")
            flow.scroll_home(animate=False)
        else:
            question.scroll_visible(animate=False)

    def on_rating_scale_changed(self, event: RatingScale.Changed) -> None:
        if event.scale.value is not None:
            self.read_on()

    def on_row_list_highlighted(self, event: RowList.Highlighted) -> None:
        if event.index:
            self.read_on()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.value:
            self.read_on()

    def draw(self, session: Session) -> None:
        """Draw all of the session except the breathing guide."""
        asking = session.state in QUESTIONS
        self.set_class(asking, "-asking")
        self.set_class(session.state is SessionState.PAUSED, "-paused")
        rating = self.question is not None and not asking
        self.set_class(rating, "-rating")
        if self.question is not None and str(self.caption.content) != self._asked_under:
            self.question.say_whole()
        # If the caption is the question, show it only once. Any other caption stays visible.
        self.set_class(
            rating and self.question is not None and self.question.question_text == str(self.caption.content),
            "-question-is-caption",
        )
        self.set_class(bool(session.sentence), "-sentence")
        self._put("#sentence", visible(session.sentence))
        if session.state is SessionState.RUNNING and self.question is None:
            self.show_lines([])
        if asking:
            if self.question is not None and self.screen.focused is None:
                self.question.focus_field()
            return
        shown = session_view_model.time_view(session, numbers=self.numbers)
        self.query_one("#elapsed", Bar).show(shown.share)
        self._put("#time-left", shown.left)
        following = session_view_model.next_words(session) if self.numbers else ""
        if session.waits_for:
            following = _("take your time")
        elif session.state is SessionState.PAUSED:
            following = _("paused, space to go on")
        self._put("#next", following)

    def _put(self, selector: str, text: str) -> None:
        """Show ``text`` if it has changed; the layout is updated only if its size may have changed."""
        line = self.query_one(selector, Static)
        before = str(line.content)
        if before != text:
            line.update(text, layout=len(before) != len(text) or "\n" in text)

    def breathe(self, session: Session, elapsed: float) -> None:
        """Update the picture, or the breathing guide; only the cells that have changed are drawn."""
        moment = Moment(session, position(session, elapsed), self.numbers, tuple(self._filled.items()))
        self._calm_old_words(moment)
        pictured = self._show_picture(moment)
        self.set_class(pictured, "-picture")
        if moment.session.state in QUESTIONS:  # the guide is hidden
            return
        now = None if pictured or self.guide_mode == "none" else breath(moment)
        if self._no_guide is not (now is None):
            self._no_guide = now is None
            self.set_class(self._no_guide, "-no-guide")
        if now is not None:
            self._bar.show(now.full, now.word, now.figure)

    def closing(self, session: Session) -> tuple[Scene, Moment] | None:
        """What to show of the session at its end; None where no picture is wanted, or there is no room for it."""
        scene = self.scene(session)
        return None if scene is None else (closing_scene(scene), last_moment(session, tuple(self._filled.items())))

    def fill(self, session: Session, elapsed: float) -> None:
        """Fill one circle of the present sense, if the picture has circles."""
        if not isinstance(self.scene(session), Senses):
            return
        group, round_number = group_of(Moment(session, position(session, elapsed)))
        key = key_of(round_number, group)
        if group >= 0:
            self._filled[key] = min(COUNTS[group], self._filled.get(key, 0) + 1)

    def hide_more(self, session: Session) -> None:
        """Hide the numbers; then the picture as well, if there is one; then show everything again."""
        self.pictures = self.numbers or not self.pictures or self.scene(session) is None
        self.numbers = self.pictures and not self.numbers

    def _calm_old_words(self, moment: Moment) -> None:
        """Make the caption quiet once another phase of the breath has begun, and hide it if it speaks against that."""
        words, now = moment.cue, phase_cue(moment.session, moment.at)
        said = words is not None and now is not None and now.at > words.at
        self.caption.set_class(said, "-said")
        phase = now.phase if now is not None else None
        against = words is not None and phase is not None and contradicts(words.text, phase)
        self.caption.set_class(against, "-against")

    def _show_picture(self, moment: Moment) -> bool:
        """Show the picture of a moment; return whether there is one."""
        scene = self.scene(moment.session)
        if scene is None or moment.session.state in QUESTIONS:
            return False
        return self._picture.show(scene, moment)

    def scene(self, session: Session) -> Scene | None:
        """The scene of the exercise under way, if a picture is wanted and there is room for it."""
        small = self.screen.size.width < PICTURE_COLUMNS or self.screen.size.height < PICTURE_ROWS
        if small or self._picture.failed or self.guide_mode != "picture" or not self.pictures:
            return None
        return scene_of(session.timeline.exercise)
