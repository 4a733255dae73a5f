"""Decodes text files by the byte order mark that editors, spreadsheets and PowerShell put first."""

from __future__ import annotations

import codecs

# The longer marks first: that of UTF-32 begins as that of UTF-16 does.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """Return the text of a file in UTF-8, or in UTF-16 or UTF-32 with its mark or beginning in ASCII.

    Raises:
        UnicodeDecodeError: it is in none of these, or ends within a character.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name)
    head = data[:4]
    if len(head) == 4 and head.count(0) == 2 and head[0] != 0 and head[2] != 0:
        return data.decode("utf-16-le")
    if len(head) == 4 and head.count(0) == 2 and head[1] != 0 and head[3] != 0:
        return data.decode("utf-16-be")
    return data.decode("utf-8")


def in_utf8(data: bytes) -> bytes:
    """Return the text of a file in UTF-8, without a mark; what can't be decoded stays as it is, to be refused by line."""
    try:
        return decoded(data).encode()
    except UnicodeDecodeError:
        return data
