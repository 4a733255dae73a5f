"""Random walks on the path: acts, states and the entries they leave, for tests of what holds whatever a person does."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from securecoach_tui.practice.path import state
from securecoach_tui.practice.path.state import Act, PathState
from securecoach_tui.practice.path.weeks import LEANS

ACTS = st.tuples(st.sampled_from(Act), st.sampled_from([*LEANS, None]))
WALKS = st.lists(ACTS, max_size=40)


@dataclass
class Computer:
    """One computer's journal of the path. ``name`` keeps its ids apart from those of others."""

    name: str = "a"
    documents: dict[str, dict[str, Any]] = field(default_factory=dict)
    count: int = 0

    @property
    def here(self) -> PathState:
        return state.read(self.documents.get(state.ID))

    def act(self, act: Act, lean: str | None = None) -> PathState:
        self.count += 1
        at = f"2026-03-03T21:{self.count % 60:02}:00+00:00"
        now = state.after(self.here, act, at=at, id=f"{self.name}{self.count}", lean=lean)  # type: ignore[arg-type]
        for id, fields in state.entries(self.here, now, at):
            self.documents.setdefault(id, {}).update(fields)
        return now

    def entries(self) -> list[dict[str, Any]]:
        return [{"id": id, **fields} for id, fields in self.documents.items()]
