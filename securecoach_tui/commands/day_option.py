"""The type of an option that takes a day."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from securecoach_tui.i18n import _
from securecoach_tui.practice.typed_values import day_of
from securecoach_tui.practice.visible_text import visible


class Day(click.ParamType[date]):
    """A click parameter type for a day such as 2026-03-03; with ``past``, not one after today."""

    name = "day"

    def __init__(self, *, past: bool = False) -> None:
        self._past = past

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        day = day_of(str(value), date.today())
        if day is None:
            self.fail(_("{day} is not a date. Write it like 2026-03-03.").format(day=visible(str(value))), param, ctx)
        if self._past and day > date.today():
            sentence = _("{day} is in the future. Choose today or a day before it.")
            self.fail(sentence.format(day=visible(str(value))), param, ctx)
        return day
