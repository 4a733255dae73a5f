"""What is said and shown while a question can be answered by voice."""

from __future__ import annotations

from collections.abc import Mapping

from securecoach_tui.i18n import _
from securecoach_tui.text.figures import number_word


def listening_words() -> str:
    """That the microphone is open, as a line."""
    return _("Listening.")


def stopped_words() -> str:
    """That it is closed, and nothing was taken from what it heard."""
    return _("Stopped listening.")


def listening_mark() -> str:
    """That the microphone is open, beside a question, with a mark."""
    return _("• listening")


def said_back_words(value: int | str, labels: Mapping[str, str]) -> str:
    """What was understood, and the word that changes it: "no", and where that is the answer, "yes"."""
    answer = number_word(value) if isinstance(value, int) else labels.get(value, value)
    words = _("{answer}. Say yes if that's wrong.") if value == "no" else _("{answer}. Say no if that's wrong.")
    return words.format(answer=answer.capitalize())


def agree_words(labels: Mapping[str, str]) -> str:
    """That "no" was understood, and becomes the answer with the enter key alone."""
    return _("{answer}. Press enter to agree.").format(answer=labels["no"].capitalize())


def again_words() -> str:
    """Asks for the answer a second time."""
    return _("Please say it again.")
