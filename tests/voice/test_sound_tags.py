"""Title and chapters in sound files, read back with mutagen, and the sound that they leave as it was."""

from __future__ import annotations

import io
import math
from array import array

import mutagen
import pytest

from securecoach_tui.practice.exercise.parser import from_data
from securecoach_tui.practice.exercise.timeline import compile
from securecoach_tui.voice.chapters import chapters
from securecoach_tui.voice.file_formats import open_writer
from securecoach_tui.voice.model import RATE
from securecoach_tui.voice.sound_tags import Chapter, SoundTags
from securecoach_tui.voice.tag_writer import splice, write_tags
from tests.voice.test_session_audio import EXERCISE

soundfile = pytest.importorskip("soundfile")

TAGS = SoundTags(
    title="Slow breathing – långsam 慢",
    album="SecureCoach",
    description="About six breaths a minute.",
    seconds=8.0,
    chapters=[Chapter(0.0, "Notes on safety"), Chapter(2.5, "Practice"), Chapter(7.0, "Ending – fin")],
    track=3,
    tracks=12,
)
HUM = array("h", (int(6000 * math.sin(0.08 * i)) for i in range(8 * RATE)))


def tagged(suffix: str, tags: SoundTags = TAGS) -> io.BytesIO:
    file = io.BytesIO()
    with open_writer(file, suffix) as put:
        for at in range(0, len(HUM), 5000):
            put(HUM[at : at + 5000].tobytes())
    write_tags(file, suffix, tags)
    file.seek(0)
    return file


def plain(suffix: str) -> io.BytesIO:
    file = io.BytesIO()
    with open_writer(file, suffix) as put:
        for at in range(0, len(HUM), 5000):
            put(HUM[at : at + 5000].tobytes())
    file.seek(0)
    return file


def test_mp3_has_title_number_and_chapters_with_their_ends() -> None:
    found = mutagen.File(tagged(".mp3")).tags
    assert str(found["TIT2"]) == TAGS.title and str(found["TALB"]) == "SecureCoach" and str(found["TRCK"]) == "3/12"
    assert str(found["COMM::eng"]) == TAGS.description and str(found["TLEN"]) == "8000"
    listed = [found[f"CHAP:{name}"] for name in found["CTOC:contents"].child_element_ids]
    times = [(one.start_time, one.end_time, str(one.sub_frames["TIT2"])) for one in listed]
    assert times == [(0, 2500, "Notes on safety"), (2500, 7000, "Practice"), (7000, 8000, "Ending – fin")]


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".opus"])
def test_flac_ogg_and_opus_have_title_number_and_chapters(suffix: str) -> None:
    found = {name: values[0] for name, values in mutagen.File(tagged(suffix)).tags.as_dict().items()}
    assert (found["title"], found["album"], found["tracknumber"]) == (TAGS.title, "SecureCoach", "3")
    assert (found["chapter001"], found["chapter001name"]) == ("00:00:02.500", "Practice")
    assert found["chapter002name"] == "Ending – fin"


def test_tags_name_the_loudness_so_that_players_even_it_out() -> None:
    assert mutagen.File(tagged(".flac")).tags["replaygain_track_gain"] == ["+5.00 dB"]
    assert mutagen.File(tagged(".opus")).tags["r128_track_gain"] == ["0"]


@pytest.mark.parametrize("suffix", [".flac", ".ogg", ".mp3", ".opus"])
def test_tags_leave_the_sound_as_it_was(suffix: str) -> None:
    heard, rate = soundfile.read(tagged(suffix), dtype="int16")
    before, _rate = soundfile.read(plain(suffix), dtype="int16")
    assert (heard == before).all() and abs(len(heard) / rate - 8.0) < 0.001


def test_opus_sound_is_that_of_the_wav_at_another_rate() -> None:
    heard, rate = soundfile.read(tagged(".opus"), dtype="int16")
    middle = [int(value) for value in heard[rate : 3 * rate]]
    crossings = sum(1 for a, b in zip(middle, middle[1:], strict=False) if a < 0 <= b)
    assert crossings == pytest.approx(2 * 0.08 * RATE / math.tau, abs=1) and max(middle) == pytest.approx(6000, rel=0.1)


def test_many_long_chapters_fit_into_an_ogg_file() -> None:
    many = SoundTags("T" * 900, "A", "D" * 2000, 8.0, [Chapter(n / 10, f"Round {n} " + "x" * 60) for n in range(60)])
    for suffix in (".ogg", ".opus"):
        file = tagged(suffix, many)
        assert mutagen.File(file).tags["chapter059"] == ["00:00:05.900"]
        file.seek(0)
        assert len(soundfile.read(file)[0]) > 7 * RATE


@pytest.mark.parametrize(("begin", "end", "data"), [(0, 0, b"new"), (2, 5, b""), (3, 4, b"longer"), (6, 6, b"end")])
def test_splice_replaces_bytes_and_moves_the_rest(begin: int, end: int, data: bytes) -> None:
    file = io.BytesIO(b"abcdef")
    splice(file, begin, end, data)
    assert file.getvalue() == b"abcdef"[:begin] + data + b"abcdef"[end:]


def test_chapters_are_the_notes_and_the_stages_of_the_session() -> None:
    timeline = compile(from_data(EXERCISE), 30)
    assert [(one.second, one.title) for one in chapters(timeline, 12.0)] == [
        (0.0, "Notes on safety"),
        (12.0, "Beginning"),
        (22.0, "Practice"),
        (34.0, "Ending"),
    ]


def test_long_rounds_are_chapters_of_their_own() -> None:
    timeline = compile(from_data({**EXERCISE, "minutes": [2], "body": [{"say": "Here.", "seconds": 40}]}), 100)
    assert [one.title for one in chapters(timeline, 0.0)][1:] == ["Round 1 of 2", "Round 2 of 2", "Ending"]
