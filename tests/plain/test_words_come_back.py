"""What a person types or pastes in plain text is saved, found, and printed again, whatever characters it has."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.plain.editor import LineEditor
from securecoach_tui.plain.line_io import EndOfInput, InputLine, PipeIO
from securecoach_tui.practice.record import SessionRecord
from securecoach_tui.practice.visible_text import visible
from securecoach_tui.store.session_query import SessionFilter, build_query
from tests.fakes.clock import FakeClock

BRIEF = """id = "brief"\nversion = 1\ntitle = "Brief"\nsummary = "S"\ncapacity = "regulation"
directions = ["anxious"]\nminutes = [0.5]\n[[body]]\nsay = "Wait."\nseconds = 30\n"""  # one step, so that skip ends it
# All that people type: letters, marks, emoji, joiners and every kind of space; no controls.
TYPED = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=40)


@given(TYPED)
def test_typed_text_is_kept_character_for_character(text: str) -> None:
    editor = LineEditor()
    events = [event for byte in text.encode() for event in editor.feed(bytes([byte]), 0.0)]
    events += editor.feed(b"\r", 0.0)
    assert [event.text for event in events if event.kind == "line"] == [text]


@given(TYPED, st.sampled_from(["\n", "\r\n", "\r", "\t", "\u2028", "\x0b", "\x85"]))
def test_pasted_line_breaks_never_join_words(text: str, between: str) -> None:
    editor = LineEditor()
    paste = f"\x1b[200~{text}{between}{text}\x1b[201~\r".encode()
    lines = [event.text for event in editor.feed(paste, 0.0) if event.kind == "line"]
    assert len(lines) == 1 and lines[0].split() == f"{text} {text}".split()


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-8", "koi8-r", "gb2312"])
def test_text_typed_in_the_terminals_encoding_is_read(encoding: str) -> None:
    text = {"koi8-r": "не сейчас", "gb2312": "现在不"}.get(encoding, "café, señor")
    editor = LineEditor(encoding)
    events = [*editor.feed(text.encode(encoding), 0.0), *editor.feed(b"\r", 0.0)]
    assert [event.text for event in events if event.kind == "line"] == [text]


@pytest.mark.parametrize(("line", "text"), [("café ♥".encode(), "café ♥"), ("café".encode("latin-1"), "café")])
def test_text_through_a_pipe_is_read_in_either_encoding(line: bytes, text: str) -> None:
    reading, writing = os.pipe()
    os.write(writing, line + b"\n")
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as source:
        lines = PipeIO(FakeClock(), source, io.StringIO())
        first = lines.read(5.0)
        assert isinstance(first, InputLine) and first.text == text
        assert isinstance(lines.read(5.0), EndOfInput)


@given(TYPED, st.sampled_from(["NFC", "NFD"]), st.sampled_from([str, str.upper, str.lower]))
def test_every_text_finds_itself(text: str, form: str, case: object) -> None:
    session = SessionRecord(id="a", reflection=text)
    typed = case(unicodedata.normalize(form, text))  # type: ignore[operator]
    query = build_query(SessionFilter(words=typed), {}, day_starts=4, texts={})
    assert query is None or query(session)


@pytest.mark.journeys
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "ascii"])
def test_words_survive_a_session_history_and_export(encoding: str, tmp_path: Path) -> None:
    """Real processes: typed at the last question, printed to a narrow stream, found, exported and imported."""
    words = "Café ♥ “not now”, نه‌خواه 👩‍👧"
    environ = {**os.environ, "HOME": str(tmp_path), "PYTHONIOENCODING": encoding}

    def ran(*arguments: str, data: str = "data", typed: str = "") -> bytes:
        command = [sys.executable, "-m", "securecoach_tui", *arguments, "--data-dir", str(tmp_path / data)]
        done = subprocess.run(command, input=typed.encode(), capture_output=True, env=environ, timeout=60, check=True)
        return done.stdout

    (tmp_path / "data" / "exercises").mkdir(parents=True)
    (tmp_path / "data" / "exercises" / "brief.toml").write_text(BRIEF)
    ran("practice", "brief", "--plain", typed=f"4\ns\n3\n{words}\n")
    saved = json.loads(ran("history", "--json"))
    assert [one["reflection"] for one in saved] == [words]
    assert ran("history").decode(encoding).strip()
    assert len(json.loads(ran("history", "--json", "--text", "cafe"))) == 1
    (tmp_path / "export.json").write_bytes(ran("export"))
    ran("import", str(tmp_path / "export.json"), data="other")
    assert json.loads(ran("history", "--json", data="other"))[0]["reflection"] == words
    assert visible(words) == words
