"""Adds a person's own comforts and opens them, with a sentence for each thing that can be wrong with a file."""

from __future__ import annotations

import errno
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from securecoach_tui.config import data_paths, extras, safe_files
from securecoach_tui.i18n import _
from securecoach_tui.practice.file_kind import kind_of
from securecoach_tui.practice.record import Scale, SessionRecord, When
from securecoach_tui.practice.visible_text import quoted, visible
from securecoach_tui.store.errors import RecordError, why
from securecoach_tui.store.local import comforts
from securecoach_tui.store.local.comforts import Comfort

if TYPE_CHECKING:
    from securecoach_tui.store.crypto.envelope import DataKey

OWN_WORDS, OWN_WORDS_KEYS = "own-words", ("words", "more_words", "last_words")  # an exercise, and its questions
HELPS_FROM = 7  # points of distress or an urge after a session, from which comforts are offered
MOST_PIXELS, MOST_LONG = 40_000_000, 65_535  # of a picture, and of a side; more is refused before it is decoded
Pixels = list[list[tuple[int, int, int]]]  # rows of red, green, blue, each 0-255


class NotUsable(Exception):
    """A file or text that can't be a comfort, or a picture that can't be drawn. ``sentence`` is for the person."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence
        super().__init__(sentence)


def keep_written(paths: data_paths.DataPaths, session: SessionRecord, key: DataKey | None = None) -> None:
    """Keep what the person wrote in Words to come back to. Words that mention harm, or can't be saved, are left out."""
    from securecoach_tui.app.reflection_class import mentions_harm

    if session.exercise != OWN_WORDS:
        return
    for text in (session.answers.get(name, "").strip() for name in OWN_WORDS_KEYS):
        if text and not mentions_harm(text):
            with suppress(RecordError):
                comforts.add(paths, "words", text, key=key)


def helps_after(session: SessionRecord) -> bool:
    """Whether comforts are offered after a session: distress or an urge ended at 7 or more."""
    ended = [session.first(scale, When.AFTER) or 0 for scale in (Scale.DISTRESS, Scale.URGE)]
    return max(ended) >= HELPS_FROM


def stored(paths: data_paths.DataPaths, key: DataKey | None = None) -> list[Comfort]:
    """The person's comforts; none where they can't be read."""
    try:
        return comforts.read(paths, key)
    except RecordError:
        return []


def for_a_hard_moment(paths: data_paths.DataPaths, key: DataKey | None = None) -> list[Comfort]:
    """The comforts to show unasked. Words that mention harm stay in the person's list, and are never held up."""
    from securecoach_tui.app.reflection_class import mentions_harm

    return [one for one in stored(paths, key) if one.kind != "words" or not mentions_harm(one.text)]


def add_words(paths: data_paths.DataPaths, text: str, key: DataKey | None = None) -> Comfort:
    """Keep words.

    Raises:
        NotUsable: there are no words.
        RecordError: they can't be saved.
    """
    if not text.strip():
        raise NotUsable(_("Type a few words that help you."))
    return comforts.add(paths, "words", text.strip(), key=key)


def add_file(paths: data_paths.DataPaths, typed: str, key: DataKey | None = None) -> Comfort:
    """Keep a copy of a sound or a picture. ``typed`` is its path.

    Raises:
        NotUsable: there is no such file, or it is neither a sound nor a picture; the sentence says what to do.
        RecordError: it can't be saved.
    """
    path = data_paths.named_file(typed)
    data = _bytes_of(path)
    kind = _checked(quoted(path.name), data)
    return comforts.add(paths, kind, visible(path.name), data, key)


def add_content(paths: data_paths.DataPaths, name: str, data: bytes, key: DataKey | None = None) -> Comfort:
    """Keep what came without a file: a sound or a picture, to be shown as ``name``, else words in UTF-8.

    Raises:
        NotUsable: it is damaged, or there is nothing in it.
        RecordError: it can't be saved.
    """
    if len(data) > comforts.LARGEST:
        raise NotUsable(_too_large(name))
    if kind_of(data) == "":
        return add_words(paths, visible(data.decode("utf-8-sig", "replace"), lines=True), key)
    return comforts.add(paths, _checked(name, data), name, data, key)


def _bytes_of(path: Path) -> bytes:
    name = quoted(path.name or str(path))
    try:
        return safe_files.read_named(path, comforts.LARGEST)
    except OSError as error:
        if error.errno == errno.EFBIG:
            raise NotUsable(_too_large(name)) from None
        if error.errno == errno.ENOENT:
            raise NotUsable(_("There is no file called {name}.").format(name=name)) from None
        raise NotUsable(_("{name} can't be read: {why}.").format(name=name, why=why(error))) from None
    except ValueError:
        raise NotUsable(_("There is no file called {name}.").format(name=name)) from None


def _too_large(name: str) -> str:
    return _("{name} is larger than 50 MB. Please choose a smaller file.").format(name=name)


def _checked(name: str, data: bytes) -> Literal["sound", "picture"]:
    kind = kind_of(data)
    if kind == "":
        sentence = _(
            "{name} is not a sound (wav, mp3, flac, ogg) or a picture (png, jpg, gif, webp). Please choose another file."
        )
        raise NotUsable(sentence.format(name=name))
    if kind == "sound":
        _check_sound(name, data)
    else:
        _check_picture(name, data)
    return kind


def _check_sound(name: str, data: bytes) -> None:
    from securecoach_tui.voice.playback.sound_file import BadSound, decoded

    try:
        next(decoded(data))
    except BadSound:
        raise NotUsable(
            _("{name} is damaged and can't be played. Please choose another file.").format(name=name)
        ) from None


def _check_picture(name: str, data: bytes) -> None:
    try:
        pixels_of(data, 2, 2)
    except NoPictures:
        return  # it is kept, and its name is shown
    except NotUsable as problem:
        raise NotUsable(problem.sentence.format(name=name)) from None


class NoPictures(NotUsable):
    """The extra that draws pictures isn't installed."""

    def __init__(self) -> None:
        words = _("To see pictures here, install this part: {command}")
        super().__init__(words.format(command=extras.command("pictures")))


def pixels_of(data: bytes, width: int, height: int) -> Pixels:
    """Return a picture's pixels, scaled to fit into ``width`` by ``height`` pixels with its proportions kept.

    Raises:
        NoPictures: the extra ``pictures`` isn't installed.
        NotUsable: the bytes are damaged, or have more than MOST_PIXELS; ``{name}`` in the sentence is the file's.
    """
    try:
        import io

        from PIL import Image, ImageOps
    except ImportError:
        raise NoPictures from None
    try:
        Image.MAX_IMAGE_PIXELS = None  # Pillow's own limit prints a warning, and is another one
        with Image.open(io.BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            if picture.width * picture.height > MOST_PIXELS or max(picture.size) > MOST_LONG:
                raise NotUsable(_("{name} has too many pixels to show here. Please choose a smaller picture."))
            picture.draft("RGB", (2 * width, 2 * height))  # a JPEG is decoded at a smaller size
            turned = ImageOps.exif_transpose(picture).convert("RGBA")
            turned.thumbnail((max(width, 1), max(height, 1)))
            ground = Image.new("RGBA", turned.size, (0, 0, 0, 255))
            flat = Image.alpha_composite(ground, turned).convert("RGB").tobytes()
    except NotUsable:
        raise
    except Exception:  # damaged bytes raise almost anything
        raise NotUsable(_("{name} is damaged and can't be shown. Please choose another file.")) from None
    triples = [(flat[at], flat[at + 1], flat[at + 2]) for at in range(0, len(flat), 3)]
    return [triples[row * turned.width : (row + 1) * turned.width] for row in range(turned.height)]
