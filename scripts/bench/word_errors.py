"""Word error rate of spoken exercise lines, as recognised by pocketsphinx."""

from __future__ import annotations

import re

from securecoach_tui import content
from securecoach_tui.practice.exercise.model import STAGES
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.synthesis.sentences import sentences

HEARD_RATE = 16_000


def lines_of_exercises(*ids):
    """Return every distinct line without a rung, of these built-in exercises or of all."""
    lines: dict[str, None] = {}
    for id, exercise in content.load().exercises().items():
        for stage in STAGES if not ids or id in ids else ():
            for step in exercise.steps(stage):
                for line in step.say if isinstance(step.say, list) else [step.say or step.ask or ""]:
                    if line and "{" not in line:
                        lines[line] = None
    return list(lines)


def error_rate(speech, voice, rate, lines):
    """Return the number of wrong words, of all words, and the seconds of speech, with 0.4 s between sentences.

    The lines are recognised together, one after the other, as in a session.
    """
    import miniaudio
    from pocketsphinx import Decoder

    decoder = Decoder(samprate=HEARD_RATE, loglevel="FATAL")
    clips = [speech.speak(sentence, voice, rate).tobytes() for line in lines for sentence in sentences(line)]
    pause = bytes(2 * (RATE * 2 // 5))
    kind = miniaudio.SampleFormat.SIGNED16
    heard = miniaudio.convert_frames(kind, 1, RATE, pause + pause.join(clips) + pause, kind, 1, HEARD_RATE)
    decoder.start_utt()
    decoder.process_raw(bytes(heard), full_utt=True)
    decoder.end_utt()
    hypothesis = decoder.hyp()
    spoken, recognised = words(" ".join(lines)), words(re.sub(r"\(\d+\)", "", hypothesis.hypstr)) if hypothesis else []
    return distance(spoken, recognised), len(spoken), len(pause.join(clips)) / 2 / RATE


def words(text):
    """Return the words of a text without apostrophes: "day's" and "days" sound the same."""
    return re.findall(r"[a-z0-9]+", re.sub("['’]", "", text.lower()))


def distance(one, other):
    """Return how many words were inserted, left out or replaced (the Levenshtein distance)."""
    row = list(range(len(other) + 1))
    for i, word in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, another in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (word != another))
    return row[-1]
