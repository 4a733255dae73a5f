"""A value that is computed once, even if two threads ask for it at the same time."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import RLock
from typing import Any, TypeVar, overload

T = TypeVar("T")


class LockedProperty(cached_property[T]):
    """``cached_property`` with a lock: while one thread computes the value, others wait for it.

    Python's own has had no lock since 3.12, so two threads would read the data twice, each with results of its own.
    """

    def __init__(self, compute: Callable[[Any], T]) -> None:
        super().__init__(compute)
        self._computing = RLock()

    @overload
    def __get__(self, instance: None, owner: type[Any] | None = None) -> LockedProperty[T]: ...

    @overload
    def __get__(self, instance: object, owner: type[Any] | None = None) -> T: ...

    def __get__(self, instance: object | None, owner: type[Any] | None = None) -> LockedProperty[T] | T:
        if instance is None:
            return self
        with self._computing:
            return super().__get__(instance, owner)
