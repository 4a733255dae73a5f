"""What a file is, by its first bytes and not by its name: a sound, a picture, or neither. Pure.

The signatures are those of the formats' specifications: RIFF/WAVE, ID3v2 and MPEG frames (ISO/IEC 11172-3, 2.4.2.3),
FLAC, Ogg; PNG (ISO/IEC 15948, 5.2), JPEG (ITU-T T.81, B.1.1.3), GIF, WebP.
"""

from __future__ import annotations

from typing import Literal

Kind = Literal["sound", "picture", ""]


def kind_of(data: bytes) -> Kind:
    """Return "sound" or "picture" for the first bytes of a file; "" for anything else."""
    if data[:4] == b"RIFF":
        return {b"WAVE": "sound", b"WEBP": "picture"}.get(data[8:12], "")  # type: ignore[return-value]
    if data[:4] in (b"fLaC", b"OggS") or data[:3] == b"ID3":
        return "sound"
    if data[:8] == b"\x89PNG\r\n\x1a\n" or data[:3] == b"\xff\xd8\xff" or data[:6] in (b"GIF87a", b"GIF89a"):
        return "picture"
    return "sound" if _is_mpeg_layer_3(data) else ""


def _is_mpeg_layer_3(data: bytes) -> bool:
    """Whether the data begins with a frame header: eleven set bits, a version, layer III, a bit rate and a sample rate
    that exist."""
    if len(data) < 4 or data[0] != 0xFF or data[1] & 0xE0 != 0xE0:
        return False
    version, layer, rate = data[1] >> 3 & 3, data[1] >> 1 & 3, data[2] >> 4
    return version != 1 and layer == 1 and 0 < rate < 15 and data[2] >> 2 & 3 != 3
