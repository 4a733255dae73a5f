"""Colours as colour-blind eyes see them, and how far two colours are apart.

The matrices are those of Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision
Deficiency", IEEE Transactions on Visualization and Computer Graphics 15(6), 2009, for a complete deficiency (severity
1.0), applied to linear red, green and blue. The distance is that of CIE 1976 L*a*b* under D65: a difference of about 2
is just seen side by side, and 20 is one that nobody mixes up.
"""

from __future__ import annotations

import math

from textual.color import Color

Triple = tuple[float, float, float]

VISIONS: dict[str, tuple[Triple, Triple, Triple]] = {
    "usual": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
# Linear red, green and blue to X, Y and Z, each divided by that of white under D65 (IEC 61966-2-1).
_TO_XYZ: tuple[Triple, Triple, Triple] = (
    (0.4124 / 0.9505, 0.3576 / 0.9505, 0.1805 / 0.9505),
    (0.2126, 0.7152, 0.0722),
    (0.0193 / 1.0890, 0.1192 / 1.0890, 0.9505 / 1.0890),
)


def seen_lab(colour: Color, vision: str) -> Triple:
    """L*, a* and b* of ``colour`` as ``vision`` sees it."""
    red, green, blue = (_linear(part / 255) for part in colour.rgb)
    seen = [min(1.0, max(0.0, part)) for part in _times(VISIONS[vision], (red, green, blue))]
    x, y, z = (_cube_root(part) for part in _times(_TO_XYZ, (seen[0], seen[1], seen[2])))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: Color, other: Color, vision: str) -> float:
    """How far apart ``vision`` sees two colours, in CIE 1976 units."""
    return math.dist(seen_lab(one, vision), seen_lab(other, vision))


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _cube_root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
