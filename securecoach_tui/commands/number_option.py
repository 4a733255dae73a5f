"""The type of an option that takes a whole number."""

from __future__ import annotations

from typing import Any

import click

from securecoach_tui.i18n import _
from securecoach_tui.practice.typed_values import LONGEST_NUMBER, whole_number
from securecoach_tui.practice.visible_text import quoted

UNLIMITED = 10**LONGEST_NUMBER - 1


class WholeNumber(click.ParamType[int]):
    """A click parameter type for a whole number from ``lowest`` to ``highest``."""

    name = "n"

    def __init__(self, lowest: int, highest: int = UNLIMITED) -> None:
        self._lowest, self._highest = lowest, highest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        number = whole_number(str(value), self._highest)
        if number is None or number < self._lowest:
            sentence = _('"{text}" is not a whole number from {low} to {high}.')
            if self._highest == UNLIMITED:
                sentence = _('"{text}" is not a whole number from {low} up.')
            self.fail(sentence.format(text=quoted(str(value)), low=self._lowest, high=self._highest), param, ctx)
        return number
