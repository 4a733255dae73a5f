"""How likely each answer is, given the sound of one utterance: Moonshine tiny, run by ONNX Runtime.

Moonshine (Jeffries and others 2024, arxiv.org/abs/2410.15608) is an encoder of 16 kHz sound and a decoder that gives the
probability of each next token. It is asked about the phrases of the trie alone, so it writes no text of its own.
Only the worker process imports this module.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from securecoach_tui.voice.listening import grammar
from securecoach_tui.voice.listening.phrases import NO_ANSWER, phrases
from securecoach_tui.voice.worker_process import onnx_stays_private

ACCEPT = -3.0  # the log-probability of an answer that is accepted
MARGIN = 3.0  # by which it is more likely than any other answer
NO_ANSWER_MARGIN = 1.0  # by which it is more likely than words that are no answer
FLOOR = ACCEPT - MARGIN - 2.0  # what is less likely than this, however it is spelt, changes no decision
LAYERS, HEADS, WIDTH = 6, 8, 36  # of the decoder: layers, heads, and numbers a head


def floats(samples: bytes) -> Any:
    """Signed 16-bit samples as floats from -1 to 1."""
    return np.frombuffer(samples, "<i2").astype(np.float32) / 32768


def session(path: Path) -> Any:
    """A model, run on one thread."""
    onnx_stays_private()
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 4
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def choose(likely: Mapping[int | str, float]) -> int | str | None:
    """The answer that is accepted, given the log-probability of each; None if none is clear enough."""
    best = max(likely, key=lambda answer: likely[answer], default=NO_ANSWER)
    if best == NO_ANSWER or likely[best] < ACCEPT:
        return None
    for answer, value in likely.items():
        margin = NO_ANSWER_MARGIN if answer == NO_ANSWER else MARGIN
        if answer != best and likely[best] - value < margin:
            return None
    return best


class Recogniser:
    """Moonshine, from the folder with its two models and the tokenizer's pieces.

    Raises whatever a damaged file makes ONNX Runtime raise, and ValueError for the tokenizer.
    """

    def __init__(self, folder: Path) -> None:
        self._pieces = grammar.read_pieces((folder / "tokenizer.bin").read_bytes())
        self._encoder = session(folder / "encoder_model.ort")
        self._decoder = session(folder / "decoder_model_merged.ort")
        self._outputs = [one.name for one in self._decoder.get_outputs()]
        self._tries: dict[tuple[int | str, ...], grammar.Node] = {}

    def likely(self, clip: bytes, answers: Sequence[int | str]) -> dict[int | str, float]:
        """The log-probability of each answer, that of all its phrases together; phrases below ``FLOOR`` don't count."""
        key = tuple(answers)
        if key not in self._tries:
            self._tries[key] = grammar.trie(phrases(answers), self._pieces)
        sound = floats(clip)[None]
        (hidden,) = self._encoder.run(None, {"input_values": sound, "attention_mask": np.ones(sound.shape, np.int64)})
        found: dict[int | str, float] = {}
        beam: list[tuple[grammar.Node, float]] = [(self._tries[key], 0.0)]
        tokens, parents, past = [grammar.BEGIN], [0], _nothing(hidden.shape[1])
        first = True
        while beam:
            scores, past = self._next(tokens, parents, past, hidden, first=first)
            first = False
            following: list[tuple[grammar.Node, float]] = []
            tokens, parents = [], []
            for row, (node, before) in enumerate(beam):
                for token, child in node.children.items():
                    score = before + float(scores[row, token])
                    if score < FLOOR:
                        continue
                    if child.answer is not None:
                        found[child.answer] = float(np.logaddexp(score, found.get(child.answer, -np.inf)))
                    if child.children:
                        following.append((child, score))
                        tokens.append(token)
                        parents.append(row)
            beam = following
        return found

    def _next(
        self, tokens: list[int], parents: list[int], past: dict[str, Any], hidden: Any, *, first: bool
    ) -> tuple[Any, dict[str, Any]]:
        """The log-probabilities after each of ``tokens``, shape (tokens, vocabulary), and what the decoder remembers.

        ``parents`` are the rows of ``past`` that the tokens follow.
        """
        rows = np.array(parents)
        past = {name: values[rows] for name, values in past.items()}
        given = {
            "input_ids": np.array(tokens, np.int64)[:, None],
            "encoder_hidden_states": np.repeat(hidden, len(tokens), axis=0),
            "encoder_attention_mask": np.ones((len(tokens), hidden.shape[1]), np.int64),
            "use_cache_branch": np.array([not first]),
        }
        logits, *present = self._decoder.run(None, {**given, **past})
        for name, values in zip(self._outputs[1:], present, strict=True):
            if first or ".decoder." in name:  # what it remembers of the sound is made once
                past[name.replace("present", "past_key_values")] = values
        logits = logits[:, -1].astype(np.float64)
        logits -= logits.max(axis=1, keepdims=True)
        return logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)), past


def _nothing(length: int) -> dict[str, Any]:
    """What the decoder remembers before the first token of a sound that is ``length`` frames long."""
    kinds = ("decoder.key", "decoder.value", "encoder.key", "encoder.value")
    return {
        f"past_key_values.{layer}.{kind}": np.zeros(
            (1, HEADS, length if kind.startswith("encoder") else 0, WIDTH), np.float32
        )
        for layer in range(LAYERS)
        for kind in kinds
    }
