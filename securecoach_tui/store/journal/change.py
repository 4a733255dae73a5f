"""A change to one document, before it has a stamp."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

_NO_FIELDS: Mapping[str, Any] = {}


class JournalChange(msgspec.Struct, frozen=True):
    """New values of fields, or a deletion. ``gone`` names fields to remove; ``copies`` deletes from copies too."""

    kind: str
    id: str
    fields: Mapping[str, Any] = _NO_FIELDS
    gone: tuple[str, ...] = ()
    deleted: bool = False
    copies: bool = False
