"""What is being typed at a terminal outlives the program; a line that is whole leaves nothing behind."""

from __future__ import annotations

from pathlib import Path

import msgspec

from securecoach_tui.config import settings
from securecoach_tui.plain.support import support
from securecoach_tui.practice.session.checkpoint import decode
from securecoach_tui.store.disk import Disk
from securecoach_tui.store.local import checkpoints, drafts
from tests.plain.talk import Talk, a_context
from tests.plain.test_terminal import Desk, desk

__all__ = ["desk"]  # a fixture
WORDS = "quiet, and a little tired"
BACK = "What you were writing is back. ctrl+u clears it."


def test_draft_is_saved_within_a_second_and_an_emptied_one_now(desk: Desk) -> None:
    kept: list[str] = []
    desk.io.on_draft(kept.append)
    desk.io.prompt("Your note")
    desk.types(b"qui")
    desk.types(b"et")
    assert kept == []
    desk.clock.advance(0.8)
    desk.io.read(0.0)
    assert kept == ["quiet"]
    desk.types(b"\x15")
    assert kept == ["quiet", ""]


def test_draft_typed_this_moment_is_saved_on_leaving(desk: Desk) -> None:
    kept: list[str] = []
    desk.io.on_draft(kept.append)
    desk.types(b"quiet")
    desk.io.flush_draft()
    desk.io.flush_draft()
    assert kept == ["quiet"]


def test_draft_is_there_after_the_prompt_and_enter_takes_it(desk: Desk) -> None:
    desk.io.prompt("Your note", initial="quiet")
    assert desk.seen().endswith("Your note: quiet")
    heard = desk.types(b", really\r")
    assert getattr(heard, "text", "") == "quiet, really"


def test_reflection_draft_is_in_the_checkpoint_while_typed() -> None:
    talk = Talk(terminal=True)
    seen: list[dict[str, str]] = []

    def look() -> None:
        if talk.io.save_draft is not None and not seen:
            talk.io.save_draft(WORDS)
            seen.append(decode(talk.writer.unfinished["s1"]).drafts)

    read = talk.io.read
    talk.io.read = lambda timeout: (look(), read(timeout))[1]  # type: ignore[method-assign,func-returns-value]
    talk.types((0.0, "5"), (70.0, "4"), (80.0, "done"), ends=True)
    assert seen == [{"reflection": WORDS}]
    assert talk.kept["reflection"] == "done" and talk.writer.unfinished == {}


def test_resuming_a_plain_session_shows_the_draft(tmp_path: Path) -> None:
    talk = Talk(terminal=True)
    talk.types((0.0, "5"), (70.0, "4"), ends=True)
    first = Talk(terminal=True)
    first.session.runner.begin(first.setup)
    for value in (5,):
        first.session.runner.answer(value)
    for _second in range(80):
        first.clock.advance(1)
        first.session.runner.tick()
    first.session.runner.answer(4)
    first.session.runner.draft(WORDS)
    saved = decode(first.writer.unfinished["s1"])
    again = Talk(terminal=True)
    again.io.type("")
    again.session.run(again.setup, saved)
    assert BACK in again.said and again.io.initial == WORDS


def test_a_contact_half_written_is_there_again(tmp_path: Path) -> None:
    context = a_context(tmp_path)
    context.io.is_terminal = True  # type: ignore[misc]
    put = msgspec.json.encode(drafts.Draft("contact/0/name", WORDS))
    checkpoints.write(context.paths, Disk(), drafts.id_of("contact/0/name"), put, None)
    context.io.type("1", "Ada", "12345", "", "q")  # type: ignore[attr-defined]
    try:
        support(context)
    finally:
        shown = context.io.lines  # type: ignore[attr-defined]
    assert BACK in shown
    assert context.drafts.find("contact/0/name") == ""
    assert settings.places(str(tmp_path)) is not None
