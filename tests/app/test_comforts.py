"""Files that can be comforts, and one sentence for each that can't."""

from __future__ import annotations

import io
import os
import struct
import warnings
import wave
import zlib
from pathlib import Path

import msgspec
import pytest

from securecoach_tui.app import comforts
from securecoach_tui.app.comforts import NotUsable, add_file, add_words, pixels_of
from securecoach_tui.config.data_paths import DataPaths
from securecoach_tui.practice.record import Rating, Scale, SessionRecord, When
from securecoach_tui.store.local import comforts as stored

Image = pytest.importorskip("PIL.Image")


def png(width: int, height: int, colour: str = "#ff0000") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), colour).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def paths(tmp_path: Path) -> DataPaths:
    return DataPaths(tmp_path / "data", tmp_path / "state", tmp_path / "cache")


def test_picture_is_copied_under_its_name(paths: DataPaths, tmp_path: Path) -> None:
    (tmp_path / "sea.png").write_bytes(png(4, 2))
    added = add_file(paths, str(tmp_path / "sea.png"))
    (tmp_path / "sea.png").unlink()
    assert (added.kind, added.text) == ("picture", "sea.png")
    assert stored.content(paths, added) == png(4, 2)


def test_a_dropped_file_is_found_as_terminals_write_it(paths: DataPaths, tmp_path: Path) -> None:
    (tmp_path / "the sea's.png").write_bytes(png(4, 2))
    name = str(tmp_path / "the sea's.png")
    escaped = name.replace(" ", "\\ ").replace("'", "\\'")
    for typed in (f'"{name}"', f" {escaped} ", f"file://{name}".replace(" ", "%20"), f"'file://{name}'"):
        assert add_file(paths, typed).text == "the sea's.png"
    with pytest.raises(NotUsable, match=r"no file called gone\.png"):
        add_file(paths, f"'{tmp_path}/gone.png'")


def test_sound_is_told_by_its_content_and_not_by_its_name(paths: DataPaths, tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "rain.txt"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    assert add_file(paths, str(tmp_path / "rain.txt")).kind == "sound"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("notes.png", b"just words", "is not a sound"),
        ("sea.png", png(40, 40)[:60], "is damaged and can't be shown"),
        ("rain.mp3", b"ID3" + bytes(30), "is damaged and can't be played"),
        ("rain.flac", b"fLaC" + bytes(30), "is damaged and can't be played"),
    ],
)
def test_file_that_is_no_comfort_is_refused_in_one_sentence(
    paths: DataPaths, tmp_path: Path, name: str, data: bytes, sentence: str
) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NotUsable) as refused:
        add_file(paths, str(tmp_path / name))
    assert sentence in refused.value.sentence and name in refused.value.sentence
    assert stored.read(paths) == [] and not paths.comforts.exists()


def test_missing_file_and_folder_are_refused_in_one_sentence(paths: DataPaths, tmp_path: Path) -> None:
    for typed in (str(tmp_path / "gone.png"), str(tmp_path), "no\0name"):
        with pytest.raises(NotUsable):
            add_file(paths, typed)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a pipe with a name")
def test_pipe_and_device_are_refused_without_waiting_for_them(paths: DataPaths, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    (tmp_path / "link.png").symlink_to("/dev/zero")
    for typed in (tmp_path / "pipe.png", tmp_path / "link.png", "/dev/tty"):
        with pytest.raises(NotUsable, match="can't be read"):
            add_file(paths, str(typed))
    (tmp_path / "sea.png").write_bytes(png(4, 2))
    (tmp_path / "own.png").symlink_to("sea.png")
    assert add_file(paths, str(tmp_path / "own.png")).kind == "picture"


def test_file_of_more_than_50_mb_is_refused_unread(
    paths: DataPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open(tmp_path / "long.wav", "wb") as file:
        file.truncate(stored.LARGEST + 1)
    with pytest.raises(NotUsable, match="larger than 50 MB"):
        add_file(paths, str(tmp_path / "long.wav"))


def test_picture_bomb_is_refused_before_it_is_decoded(paths: DataPaths, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comforts, "MOST_PIXELS", 100)
    with pytest.raises(NotUsable, match="too many pixels"):
        pixels_of(png(11, 10), 4, 4)


@pytest.mark.parametrize("size", [(10_000, 10_000), (30_000, 30_000), (1, 40_000_000)])
def test_picture_bomb_is_told_in_one_sentence_without_a_warning(size: tuple[int, int]) -> None:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0))
    bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")
    with warnings.catch_warnings(), pytest.raises(NotUsable, match="too many pixels"):
        warnings.simplefilter("error")
        pixels_of(bomb, 4, 4)


def test_without_the_extra_a_picture_is_kept_and_named(
    paths: DataPaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "PIL", None)
    (tmp_path / "sea.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert add_file(paths, str(tmp_path / "sea.png")).kind == "picture"
    with pytest.raises(comforts.NoPictures, match="pip install"):
        pixels_of(b"", 4, 4)


def test_pixels_fit_and_keep_the_proportions() -> None:
    rows = pixels_of(png(40, 20), 10, 10)
    assert (len(rows), {len(row) for row in rows}) == (5, {10})
    assert {pixel for row in rows for pixel in row} == {(255, 0, 0)}


def test_words_without_a_word_are_refused(paths: DataPaths) -> None:
    with pytest.raises(NotUsable):
        add_words(paths, "  ")


def written(**answers: str) -> SessionRecord:
    return SessionRecord(id="s", exercise="own-words", answers=dict(answers))


def test_words_of_the_exercise_are_kept_once_and_harm_is_not(paths: DataPaths) -> None:
    session = written(words="I'm here. This will pass.", more_words="", last_words="I want to kill myself")
    comforts.keep_written(paths, session)
    comforts.keep_written(paths, session)
    assert [one.text for one in comforts.stored(paths)] == ["I'm here. This will pass."]
    comforts.keep_written(paths, msgspec.structs.replace(session, exercise="name-the-need"))
    assert len(comforts.stored(paths)) == 1


def test_comforts_are_offered_after_an_ending_at_seven_or_more() -> None:
    def ended(points: int, scale: Scale = Scale.DISTRESS) -> SessionRecord:
        return msgspec.structs.replace(written(), ratings=[Rating(None, scale, points, When.AFTER)])

    assert comforts.helps_after(ended(7)) and comforts.helps_after(ended(9, Scale.URGE))
    assert not comforts.helps_after(ended(6)) and not comforts.helps_after(written())


def test_words_about_harm_stay_in_the_list_and_are_never_held_up(paths: DataPaths) -> None:
    add_words(paths, "I can always end my life.")
    add_words(paths, "The sea comes back every morning.")
    assert len(stored.read(paths)) == 2
    assert [one.text for one in comforts.for_a_hard_moment(paths)] == ["The sea comes back every morning."]
