"""What a file is, by its first bytes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.file_kind import kind_of


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "sound"),
        (b"ID3\x04\x00", "sound"),
        (b"\xff\xfb\x90\x64", "sound"),
        (b"fLaC\x00", "sound"),
        (b"OggS\x00", "sound"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"GIF89a", "picture"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "picture"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", ""),
        (b"%PDF-1.7", ""),
        (b"\xff\xfe\x48\x00", ""),  # text in UTF-16
        (b"", ""),
    ],
)
def test_first_bytes_tell_sound_picture_or_neither(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@given(st.binary(max_size=16))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert kind_of(data) in ("sound", "picture", "")
