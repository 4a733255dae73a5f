"""The full screen's context: the shared context with drafts saved on a timer, and a clip at the first start."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

import msgspec

from securecoach_tui.app.context import AppContext
from securecoach_tui.tui.draft_saver import DraftSaver

if TYPE_CHECKING:
    from securecoach_tui.config.forced_end import ForcedEnd
    from securecoach_tui.voice.start_clip import StartClip


class ScreenContext(AppContext):
    """One run of the full screen, shared by its screens."""

    draft_saver: DraftSaver
    start_clip: StartClip | None = None
    forced_end: ForcedEnd | None = None  # ends the process after ctrl+c, even if it hangs

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.draft_saver = DraftSaver(
            lambda _seconds, flush: flush()
        )  # saves immediately until the app replaces it with a timer

    def play_start_clip(self) -> None:
        """Play a clip that says how to turn on speech or plain text, unless a screen reader is running."""
        from securecoach_tui.config.screen_reader import reader_here
        from securecoach_tui.voice.start_clip import StartClip

        self.start_clip = StartClip(self.clock, reader_here=reader_here)
        self.start_clip.start()

    def apply_sound_settings(self, **for_now: Any) -> None:
        """Apply the settings to sound. ``for_now`` changes settings for this run without saving them."""
        self.preferences = msgspec.structs.replace(self.preferences, **for_now)
        if self.sound is not None:
            self.sound.adopt(self.preferences)

    def silence(self) -> None:
        if self.start_clip is not None:
            with suppress(Exception):
                self.start_clip.stop()
        super().silence()

    def save_drafts(self) -> None:
        self.draft_saver.flush()

    def leave(self, *, quick: bool, wait: float) -> None:
        """Save what was practised before the program ends, in at most ``wait`` seconds."""
        self.suspend_session(quick=quick)
        self.flush_writer(wait)
