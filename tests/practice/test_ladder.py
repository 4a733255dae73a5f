"""The closeness ladder: what is offered after a session on a rung, and the ladder as an object of its own."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from securecoach_tui.practice.ladder import steps
from securecoach_tui.practice.ladder.offers import Rung, RungOutcome, neighbour, offer, shown
from tests.practice.person import CONTENT

WELL = {"stayed": True, "feared": "no"}
EASED = {"eased_off": True}


def after(before: dict[str, Any] | None = None, **now: Any) -> tuple[str, str]:
    earlier = RungOutcome(**{"rung_id": "photo", **before}) if before is not None else None
    found = offer(RungOutcome(rung_id="photo", **now), earlier)
    return found.move, found.why


@pytest.mark.parametrize(
    ("before", "now", "offered"),
    [
        (None, {"numb": True}, ("same_or_grounding", "numb")),
        (None, {"safe": "no"}, ("same_or_grounding", "careful")),
        (None, {"safe": "not sure"}, ("same_or_grounding", "careful")),
        (EASED, EASED, ("lower", "eased_twice")),
        (None, {"ended_at": 8, "eased_off": True}, ("lower", "ended_high")),
        (None, {"ended_at": 8, "stayed": True, "feared": "yes"}, ("lower", "ended_high")),
        (WELL, WELL, ("higher", "stayed_twice")),
        ({"stayed": True, "feared": "partly", "bearable": "yes"}, WELL, ("higher", "stayed_twice")),
        (WELL, {"stayed": True, "feared": "partly", "bearable": "yes"}, ("higher", "stayed_twice")),
        (None, WELL, ("same", "variety")),
        (WELL, {"stayed": True}, ("same", "variety")),
        (WELL, {"stayed": True, "feared": "partly"}, ("same", "variety")),
        (WELL, {"stayed": True, "feared": "partly", "bearable": "no"}, ("same", "variety")),
        (WELL, {"stayed": True, "feared": "partly", "bearable": "a little"}, ("same", "variety")),
        (WELL, {"stayed": True, "feared": "yes", "bearable": "yes", "ended_at": 7}, ("same", "variety")),
        (WELL, {"feared": "no"}, ("same", "variety")),
        (EASED, {"stayed": True, "feared": "no"}, ("same", "variety")),
        (None, EASED, ("same", "variety")),
        (None, {"ended_at": 10, "stayed": True, "feared": "partly"}, ("same", "variety")),
        (None, {}, ("same", "variety")),
        ({"rung_id": "warm-memory", **WELL}, WELL, ("same", "variety")),
        ({"rung_id": "warm-memory", **EASED}, EASED, ("same", "variety")),
    ],
)
def test_rung_offer_follows_each_row_of_the_table(
    before: dict[str, Any] | None, now: dict[str, Any], offered: tuple[str, str]
) -> None:
    assert after(before, **now) == offered


@pytest.mark.parametrize(
    ("before", "now", "move"),
    [
        (EASED, {"numb": True, **EASED}, "same_or_grounding"),
        (None, {"numb": True, "ended_at": 9, "feared": "yes"}, "same_or_grounding"),
        (EASED, {"safe": "not sure", **EASED}, "same_or_grounding"),
        (WELL, {"safe": "no", **WELL}, "same_or_grounding"),
        (WELL, {"numb": True, **WELL}, "same_or_grounding"),
        (EASED, {"feared": "no", **EASED}, "lower"),
        ({"feared": "no", **EASED}, {"feared": "no", **EASED}, "lower"),
        (WELL, {"numb": True}, "same_or_grounding"),
    ],
)
def test_rung_offer_takes_the_first_matching_row(before: dict[str, Any] | None, now: dict[str, Any], move: str) -> None:
    assert after(before, **now)[0] == move


def test_every_outcome_follows_the_first_line_that_fits() -> None:
    """The table written out a second time, and held against every pair of outcomes."""

    def well(one: RungOutcome) -> bool:
        unfeared = one.feared == "no" or (one.feared == "partly" and one.bearable == "yes")
        return one.stayed and unfeared and not one.numb

    outcomes = [
        RungOutcome(
            rung_id="photo", stayed=stayed, eased_off=eased, ended_at=ended, numb=numb, feared=feared, bearable=bearable
        )
        for (stayed, eased), ended, numb, feared, bearable in product(
            [(True, False), (False, True), (False, False)],
            [None, 7, 8],
            [False, True],
            [None, "no", "partly", "yes"],
            [None, "no", "a little", "yes"],
        )  # fmt: skip
    ]
    for now in outcomes:
        for before in [None, *outcomes[::5]]:
            if now.numb:
                expected = "same_or_grounding"
            elif now.eased_off and before is not None and before.eased_off:
                expected = "lower"
            elif now.ended_at == 8 and (now.eased_off or now.feared == "yes"):
                expected = "lower"
            elif before is not None and well(before) and well(now):
                expected = "higher"
            else:
                expected = "same"
            assert offer(now, before).move == expected, (now, before)


def test_rung_offer_ignores_the_fall_in_distress() -> None:
    falls = [after(WELL, ended_at=ended, **WELL) for ended in (None, 0, 5, 10)]
    assert set(falls) == {("higher", "stayed_twice")}


def test_there_is_no_rung_above_the_highest_or_below_the_lowest() -> None:
    ladder = CONTENT.rungs()
    assert neighbour(ladder, ladder[-1].id, "higher") is None
    assert neighbour(ladder, ladder[0].id, "lower") is None
    assert neighbour(ladder, "gone", "higher") is None
    assert neighbour([], "photo", "higher") is None


def test_next_rung_skips_hidden_rungs() -> None:
    ladder = [Rung("a", "a", place=1), Rung("b", "b", hidden=True, place=2), Rung("c", "c", place=3)]
    found = neighbour(ladder, "a", "higher")
    assert found is not None and found.id == "c"


def changed(ladder: list[Rung], changes: steps.Changes) -> list[Rung]:
    by_id = {rung.id: rung for rung in ladder}
    for id, fields in changes.items():
        old = by_id.get(id, Rung(id, ""))
        kept = {name: getattr(old, name) for name in ("words", "lived", "hidden", "place")}
        by_id[id] = Rung(id, **{**kept, **fields})  # type: ignore[arg-type]
    return sorted(by_id.values(), key=lambda rung: (rung.place, rung.id))


@given(st.data())
def test_moving_a_rung_keeps_the_order_of_the_others(data: st.DataObject) -> None:
    ladder = CONTENT.rungs()
    for rung in data.draw(st.sets(st.sampled_from([rung.id for rung in ladder]), max_size=4)):
        ladder = changed(ladder, steps.hidden(rung, True))
    visible = [rung.id for rung in shown(ladder)]
    moving, to = data.draw(st.sampled_from(visible)), data.draw(st.integers(-1, 14))
    after = [rung.id for rung in shown(changed(ladder, steps.moved(ladder, moving, to)))]
    assert after.index(moving) == min(max(1, to), len(visible)) - 1
    assert [id for id in after if id != moving] == [id for id in visible if id != moving]


def test_a_rung_keeps_its_id_whatever_it_is_called() -> None:
    ladder = changed(CONTENT.rungs(), steps.reworded("photo", "  look at\n a drawing "))
    assert next(rung for rung in ladder if rung.id == "photo").words == "look at a drawing"
    assert steps.reworded("photo", " \n ") == {}


def test_added_rung_is_the_highest_and_lived_by_default() -> None:
    ladder = CONTENT.rungs()
    own = changed(ladder, steps.added(ladder, "own-1", "sit beside someone on a bench"))[-1]
    assert own.id == "own-1" and own.lived
    assert not changed(ladder, steps.added(ladder, "own-2", "read an old letter", with_someone=False))[-1].lived
    assert steps.added(ladder, "own-3", "   ") == {}


@pytest.mark.parametrize("words", ["x" * 2000, "🙂" * 40, "\u202eabc", "شخص ما", "\x1b[31mred", "[bold]x"])
def test_added_rung_accepts_any_words(words: str) -> None:
    ladder = changed(CONTENT.rungs(), steps.added(CONTENT.rungs(), "own", words))
    assert ladder[-1].words == words


def test_twenty_rungs_and_none_are_ladders_too() -> None:
    ladder: list[Rung] = []
    for n in range(20):
        ladder = changed(ladder, steps.added(ladder, f"own-{n}", f"step {n}"))
    assert [rung.words for rung in shown(ladder)] == [f"step {n}" for n in range(20)]
    hidden = [Rung(rung.id, rung.words, hidden=True) for rung in ladder]
    assert shown(hidden) == []
