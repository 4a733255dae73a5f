"""What a person wrote is printed on any stream, whatever its encoding lacks."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.narrow_text import encodable, never_refuse


@pytest.mark.parametrize(
    ("text", "encoding", "printed"),
    [
        ("I ♥ “you” – café…", "ascii", 'I ? "you" - cafe.'),
        ("I ♥ “you” – café…", "cp1252", "I ? “you” – café…"),
        ("I ♥ “you” – café…", "latin-1", 'I ? "you" - café.'),
        ("lone \ud800 half", "utf-8", "lone ? half"),
        ("ﬁne", "ascii", "fine"),
        ("x", "no-such-encoding", "x"),
        ("é", None, "é"),
        ("é – ж", "no-such-encoding", "e - ?"),
        ("e\u0301 a\u20dd b\u200dc", "ascii", "e a bc"),  # an accent, a circle around, a joiner
        ("lone \ud800 half", "ascii", "lone ? half"),
    ],
)
def test_text_is_narrowed_to_the_encoding(text: str, encoding: str | None, printed: str) -> None:
    assert encodable(text, encoding) == printed


@given(
    st.text(alphabet=st.characters(), max_size=60),
    st.sampled_from(["ascii", "cp1252", "latin-1", "koi8-r", "utf-8", "gb2312"]),
)
def test_no_stream_refuses_text(text: str, encoding: str) -> None:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, newline="")
    never_refuse(stream)
    stream.write(text + "\ud800")
    stream.flush()
    if encoding == "utf-8":
        assert stream.buffer.getvalue().decode() == encodable(text, encoding) + "?"  # type: ignore[attr-defined]
