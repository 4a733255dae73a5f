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
        (b"GIF87a", "picture"),
        (b"GIF89a and more", "picture"),
        (b"\xff\xf3\x10\x00", "sound"),  # version 2, the lowest bit rate
        (b"\xff\xe3\xe8\x00", "sound"),  # version 2.5, the highest bit rate and the last sample rate
        (b"\xff\xfb\x94\x0c", "sound"),
        (b"\xfe\xfb\x90\x64", ""),  # a bit is missing from the eleven
        (b"\xff\x7b\x90\x64", ""),
        (b"\xff\xdb\x90\x64", ""),
        (b"\xff\xeb\x90\x64", ""),  # no such version
        (b"\xff\xfd\x90\x64", ""),  # layer II
        (b"\xff\xff\x90\x64", ""),  # layer I
        (b"\xff\xf9\x90\x64", ""),  # no layer
        (b"\xff\xfb\x00\x64", ""),  # bit rates that there aren't
        (b"\xff\xfb\xf0\x64", ""),
        (b"\xff\xfb\x9c\x64", ""),  # no such sample rate
        (b"\xff\xfb\x90", ""),
    ],
)
def test_first_bytes_tell_sound_picture_or_neither(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind


@given(st.binary(max_size=16))
def test_any_bytes_have_an_answer(data: bytes) -> None:
    assert kind_of(data) in ("sound", "picture", "")
