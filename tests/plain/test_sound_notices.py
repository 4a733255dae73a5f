"""What the plain display makes of notices about sound: words are printed exactly while they can't be heard."""

from __future__ import annotations

from typing import Any

import pytest

from securecoach_tui.voice.model import AmbienceNotice, NoLongerTrue, VoiceNotice
from tests.plain.test_answers_by_voice import Spoken

DEVICE, ENGINE, OTHER = "No device.", "No speech.", VoiceNotice("Another voice speaks.")
WORKS = "Sound works again."


def noticed(*notices: str) -> tuple[list[str], bool]:
    """Return what is printed of these notices, and whether words are left to the voice afterwards."""
    spoken = Spoken(listen=False)
    narrator: Any = spoken.session._narrator
    calls: list[bool] = [True]
    narrator.with_voice, narrator.without_voice = (lambda: calls.append(True)), (lambda: calls.append(False))
    for notice in notices:
        spoken.notices.put(notice)
    spoken.session._ask_again = lambda: None  # type: ignore[method-assign]
    spoken.session._print_notices()
    return [line for _at, line in spoken.io.shown], calls[-1]


@pytest.mark.parametrize(
    ("notices", "printed", "heard"),
    [
        ([DEVICE], [DEVICE], False),
        ([DEVICE, NoLongerTrue(DEVICE)], [DEVICE, WORKS], True),
        ([DEVICE, ENGINE, NoLongerTrue(ENGINE)], [DEVICE, ENGINE], False),
        ([DEVICE, ENGINE, NoLongerTrue(ENGINE), NoLongerTrue(DEVICE)], [DEVICE, ENGINE, WORKS], True),
        ([OTHER], [OTHER], True),
        ([OTHER, NoLongerTrue(OTHER)], [OTHER], True),
        ([AmbienceNotice("No rain.")], ["No rain."], True),
    ],
)
def test_sound_works_again_only_without_any_cause(notices: list[str], printed: list[str], heard: bool) -> None:
    assert noticed(*notices) == (printed, heard)
