"""A short run of the proof that any bytes from a terminal may come. See ``scripts/prove/input_bytes.py``."""

from __future__ import annotations

from collections import Counter

from scripts.prove.input_bytes import plain_batch, reader_batch, screen_batch


async def test_random_bytes_on_a_screen_and_quick_exit() -> None:
    found: Counter[str] = Counter()
    await screen_batch(1, 30, found)
    assert found["sequences"] and len(found) > 1


def test_random_bytes_to_the_reader_and_in_plain_text() -> None:
    found: Counter[str] = Counter()
    for seed in range(5):
        plain_batch(seed, 200, found)
        reader_batch(seed, 200, found)
    assert found["sequences read"] == found["lines of bytes"] == 1000
