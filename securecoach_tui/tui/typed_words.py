"""Tells keys from words that are typed where no field is, so that no letter of a word acts.

A letter alone is a key. Letters are words when another one comes soon after, or after a letter that means nothing here;
then nothing acts until typing stops. Where the screen has just asked something to think about, anything typed is words.
The first letter of a word can't be told from a key before the second: one that stops, skips, rates or turns something
back is held for ``HOLD_SECONDS`` first, and no other key is.
"""

from __future__ import annotations

from typing import Literal

from textual import events

from securecoach_tui.practice.visible_text import is_typed_text

HOLD_SECONDS = 0.15  # how long a letter that stops, skips, rates or turns back waits for another one
SWITCH_SECONDS = 0.4  # the same for a letter that changes how the whole program talks
TOGETHER_SECONDS = 0.4  # two different letters within this time are words; a key held down repeats one letter
SLOW_SECONDS = 1.0  # the same after a letter that means nothing: nobody presses that as a key
TYPING_SECONDS = 2.0  # a key this soon after words belongs to them
MOVING = frozenset("jk")  # pressed in turn by whoever moves in a list

Verdict = Literal["act", "hold", "word", "release"]


class TypedWords:
    """What was typed last. Times are readings of the clock, in seconds."""

    def __init__(self) -> None:
        self.held: events.Key | None = None
        self.act_at = 0.0  # when the held letter acts
        self.acted = ""  # the letter that acted before it proved to be the first of a word
        self._released: events.Key | None = None
        self._last, self._last_at, self._within = "", float("-inf"), TOGETHER_SECONDS
        self._in_words = False

    def judge(self, key: events.Key, now: float, *, means: bool, hold: float, asked: bool = False) -> Verdict:
        """Say what to do with a key: let it act, hold it, take it for a word, or let the held one act before it.

        ``means`` is whether it does anything here, ``hold`` for how many seconds it is held, ``asked`` whether the
        person was asked for words that no field takes.
        """
        if key is self._released:
            self._released = None
            return "act"
        character = key.character or ""
        types = len(character) == 1 and "+" not in key.key and is_typed_text(character)
        if self._in_words and now - self._last_at < TYPING_SECONDS and (types or character in ("\r", "\x7f")):
            self._last_at, self.acted = now, ""
            return "word"
        self._in_words = False
        if asked and types and not character.isspace():
            self._last = ""
            return self._words(now)
        if types and character.isspace() and self.held is not None:
            return self._words(now)  # "I feel", "a lot": a word of one letter
        if not types or not character.isalpha():
            return "release" if self.held is not None else "act"
        return self._judge_letter(key, now, means=means, hold=hold)

    def _judge_letter(self, key: events.Key, now: float, *, means: bool, hold: float) -> Verdict:
        moves = {key.key, self._last} <= MOVING
        if self._last and key.key != self._last and now - self._last_at < self._within and not moves:
            return self._words(now)
        if self.held is not None:
            return "release"
        self._last, self._last_at = key.key, now
        self._within = TOGETHER_SECONDS if means else SLOW_SECONDS
        if not (hold and means):
            return "act"
        self.held, self.act_at = key, now + hold
        return "hold"

    def _words(self, now: float) -> Verdict:
        self.acted = self._last if self.held is None else ""
        self.held, self._in_words, self._last_at = None, True, now
        return "word"

    def release(self) -> events.Key | None:
        """The held letter, which now acts."""
        self._released, self.held = self.held, None
        return self._released

    def forget(self) -> None:
        """Begin anew: what is typed from now on has nothing to do with what was."""
        self.held, self._last, self._in_words = None, "", False
