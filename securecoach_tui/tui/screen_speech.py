"""Screen speech: speaks each opened screen, and the focus, changes and notices on it.

Screens don't speak by themselves; widgets describe themselves through ``Speakable``. Private text is announced as
private, and spoken only if the person chose so, or once with f6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from textual.widget import Widget
from textual.widgets import Input

from securecoach_tui.i18n import _
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.tui import key_bindings
from securecoach_tui.tui.speakable import MaybePrivate, Speakable, SpeakableScreen, SpokenParts, SpokenQuestion

if TYPE_CHECKING:
    from securecoach_tui.tui.context import ScreenContext

ERROR, ANSWER, FOCUS = 0, 1, 3  # priorities of the mixer
SETTLING_SECONDS = 1.0  # changes within this time after a screen opened are spoken as part of it


class Speaker:
    """Speaks screens, widgets and notices for people who do not see the screen."""

    def __init__(self, context: ScreenContext) -> None:
        self._context = context
        self._last, self._last_private = "", False
        self._question: object = None
        self._withheld = ""  # the last notice, if it was private
        self._screen: SpeakableScreen | None = None
        self._settles_until = 0.0
        self._values: WeakKeyDictionary[Input, str] = WeakKeyDictionary()

    @property
    def on(self) -> bool:
        """Whether the interface is spoken."""
        return self._context.preferences.spoken_interface

    def touched(self) -> None:
        """Handle a key press: changes from now on are spoken immediately."""
        self._settles_until = 0.0

    def arrived(self, screen: SpeakableScreen) -> None:
        """Speak a screen that was opened: its title, its purpose, and the widget that has the focus."""
        now = self._context.clock.elapsed()
        opening = screen is self._screen and now < self._settles_until
        self._screen, self._question, self._withheld = screen, None, ""
        self._settles_until = now + SETTLING_SECONDS
        if not self.on:
            return
        parts = [screen.location(), self._unless_private(screen.purpose(), screen.private_purpose)]
        if screen.focused is not None:
            parts += self._with_question(screen.focused)
        if self._context.preferences.verbosity == "full":
            parts += [f"{key_bindings.spoken_key(key.shown)}, {_(key.words)}" for key in screen.current_keys()]
        text = _joined(parts)
        if not (opening and text == self._last):  # the screen is still opening, and nothing has changed
            self._say(text, FOCUS)

    def focused(self, widget: Widget) -> None:
        """Speak ``widget``, which got the focus, after the question that it answers."""
        if self.on and not self._arriving(widget):
            self._say(_joined(self._with_question(widget)), FOCUS)

    def changed(self, widget: Widget) -> None:
        """Speak the new value of ``widget``, if it has the focus."""
        if self.on and widget.has_focus and not self._arriving(widget):
            self._say(self._words(widget, brief=True), FOCUS)

    def typed(self, field: Input) -> None:
        """Speak the character or word typed into ``field``, as preferred; a private field only clicks."""
        before, now = self._values.get(field, ""), field.value
        self._values[field] = now
        if not field.has_focus or before == now or not self.on:
            return
        if self._is_private(field):
            self._click()
            return
        echo = self._context.preferences.echo
        if echo == "characters":
            self._say(_character(before, now, field.cursor_position), FOCUS)
        elif echo == "words" and len(now) > len(before) and now[field.cursor_position - 1 :][:1] == " ":
            self._say(now[: field.cursor_position].split(" ")[-2], FOCUS)

    def noticed(self, sentence: str, rank: int = ANSWER, *, private: bool = False) -> None:
        """Speak a notice. ``rank`` is ``ERROR`` for errors and for a pause."""
        self._withheld = sentence if private else ""
        self._say(self._unless_private(sentence, private), rank)

    def again(self, widget: Widget | None = None) -> None:
        """Speak the open question again if ``widget`` answers one, else the last thing that was said."""
        if widget is not None and (question := _question_of(widget)) is not None:
            asked = self._unless_private(question.question_text, question.question_private)
            self._say(_joined([asked, self._words(widget)]), ANSWER)
        else:
            self._say(self._last, ANSWER, private=self._last_private)

    def speak_private(self, widget: Widget | None) -> None:
        """Speak once what is private on the screen, and the text of ``widget``, which has the focus."""
        if widget is not None:
            text = widget.value if isinstance(widget, Input) and not widget.password else self._public_words(widget)
            question = _question_of(widget)
            screen = cast("SpeakableScreen", widget.screen)
            parts = [part for part in (screen.purpose() if screen.private_purpose else "", self._withheld) if part]
            if question is not None and (question.question_private or not text):
                parts.append(question.question_text)
            parts += [text] if text else [] if parts else [_("empty")]
            self._say(parts[0] if len(parts) == 1 else _joined(parts), ANSWER, private=True)

    def say(self, sentence: str, rank: int = ANSWER, *, private: bool = False) -> None:
        """Speak a sentence even if the spoken interface is off, such as the one about turning it off."""
        if self._context.sound is not None:
            self._context.sound.say_now(visible(sentence), rank, private=private)

    def _say(self, sentence: str, rank: int, *, private: bool = False) -> None:
        if self.on and sentence.strip():
            self._last, self._last_private = sentence, private
            self.say(sentence, rank, private=private)

    def _click(self) -> None:
        if self._context.sound is not None:
            self._context.sound.click()

    def _arriving(self, widget: Widget) -> bool:
        """Whether the screen of ``widget`` is still opening; it is then spoken as one text."""
        screen = self._screen
        if screen is None or not widget.is_attached or cast("SpeakableScreen", widget.screen) is not screen:
            return True
        if self._context.clock.elapsed() < self._settles_until:
            self.arrived(screen)
            return True
        return False

    def _with_question(self, widget: Widget) -> list[str]:
        """The question of ``widget``, unless it was just spoken, and the text of ``widget``."""
        question = _question_of(widget)
        asked = []
        if question is not None and question is not self._question:
            asked = [self._unless_private(question.question_text, question.question_private)]
        self._question = question
        return [*asked, self._words(widget)]

    def _words(self, widget: Widget, *, brief: bool = False) -> str:
        if self._is_private(widget):
            return _withheld()
        return self._public_words(widget, brief=brief)

    def _unless_private(self, sentence: str, private: bool) -> str:
        """``sentence``, or where to find it if it is private and may not be spoken."""
        return _withheld() if private and not self._context.preferences.private_speech else sentence

    def _public_words(self, widget: Widget, *, brief: bool = False) -> str:
        if not isinstance(widget, Speakable):
            return ""
        label, value, position = spoken_parts(widget)
        role, verbosity = widget.speech_role, self._context.preferences.verbosity
        parts = [label]
        if role and verbosity != "brief" and not brief and _(role) != label:
            parts.append(_(role))
        if value:
            parts.append(key_bindings.spoken_key(value))
        if position and verbosity != "brief":
            parts.append(position.replace("/", _(" of ")))
        return ", ".join(part.rstrip(".") for part in parts if part)

    def _is_private(self, widget: Widget) -> bool:
        if self._context.preferences.private_speech:
            return False
        return any(isinstance(node, MaybePrivate) and node.speech_private for node in (widget, *widget.ancestors))


def spoken_parts(widget: Speakable) -> SpokenParts:
    """The spoken text of ``widget``; an empty text field is announced as empty."""
    parts = widget.spoken_parts()
    if isinstance(widget, Input) and not parts.value:
        return SpokenParts(parts.label, _("empty"), parts.position)
    return parts


def _character(before: str, now: str, at: int) -> str:
    """The character that was typed or deleted; the complete text of a paste."""
    if len(now) < len(before):
        deleted = before[at : at + len(before) - len(now)]
        return _("{text} deleted").format(text=_spelled(deleted))
    return _spelled(now[max(0, at - (len(now) - len(before)) or at - 1) : at])


def _spelled(text: str) -> str:
    return {" ": _("space"), "": "", ".": _("dot"), ",": _("comma"), "?": _("question mark")}.get(text, text)


def _withheld() -> str:
    """What is spoken in place of something private."""
    return _("On screen only. F 6 speaks it.")


def _question_of(widget: Widget) -> SpokenQuestion | None:
    return next((node for node in widget.ancestors if isinstance(node, SpokenQuestion)), None)


def _joined(parts: list[str]) -> str:
    return " ".join(dict.fromkeys(_sentence(part) for part in parts if part))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "?", ":")) else text + "."
