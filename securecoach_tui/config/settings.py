"""The settings, read from and written to ``settings.toml`` in the data folder.

The file is meant to be edited by hand too: a value that can't be used falls back to its default with one
sentence, and writing a setting keeps comments, order and unknown keys.
"""

from __future__ import annotations

import errno
import tomllib
from typing import Annotated, Any, Literal, get_args

import msgspec

from securecoach_tui.config import safe_files, settings_file, text_decoding
from securecoach_tui.config.data_paths import DataPaths as DataPaths
from securecoach_tui.config.data_paths import places as places
from securecoach_tui.i18n import _

FILE = "settings.toml"

Ambience = Literal["none", "breath", "rain", "waves", "pad", "own"]
OWN_FILE: Ambience = "own"  # the background sound that is a sound file
# Those that need no file, in the order in which a key goes round: the first is silence.
AMBIENCES: tuple[str, ...] = tuple(kind for kind in get_args(Ambience) if kind != OWN_FILE)

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """The settings and their defaults. Volumes in percent, rates in words a minute, lengths in the unit in the name."""

    face: Literal["", "full", "plain"] = ""
    voice: bool = False
    voice_id: str = ""
    rate: Annotated[int, msgspec.Meta(ge=50, le=400)] = 125
    speech_volume: Percent = 80
    tones: bool = False
    tone_volume: Percent = 60
    tone_timbre: Literal["soft", "bell"] = "soft"
    ambience: Ambience = "none"
    ambience_file: str = ""
    ambience_volume: Percent = 50
    interface_rate: Annotated[int, msgspec.Meta(ge=80, le=400)] = 180
    interface_volume: Percent = 80
    sentence_pause_ms: Annotated[int, msgspec.Meta(ge=0, le=3000)] = 400
    lead_in_ms: Annotated[int, msgspec.Meta(ge=0, le=5000)] = 0
    questions: Literal["all", "few", "none"] = "all"
    settle_seconds: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    listen: bool = False
    private_speech: bool = False
    spoken_interface: bool = False
    verbosity: Literal["brief", "usual", "full"] = "usual"
    echo: Literal["characters", "words", "none"] = "characters"
    who_speaks: Literal["", "program", "screen reader", "both"] = ""
    breath_lines: Literal["all", "few", "none"] = "all"
    time_left_every: Annotated[int, msgspec.Meta(ge=0, le=7200)] = 60
    time_left_marks: bool = False
    reduced_motion: bool = False
    guide: Literal["", "picture", "bar", "none"] = ""
    ascii: bool = False
    theme: str = ""
    no_breathing: bool = False
    breath_holds: bool = True
    leave_closeness_out: bool = False
    quick_exit_keeps: bool = True
    quiet_first_screen: bool = False
    lens: Literal["ask", "on", "off"] = "ask"
    day_starts: Annotated[int, msgspec.Meta(ge=0, le=23)] = 4
    safe_short_until: str | None = None
    hidden_indicators: list[str] = []
    own_scales: list[str] = []
    favourites: list[str] = []
    language: str = ""
    first_run_seen: bool = False
    keys: dict[str, Any] = {}  # the person's own keys by action; the full screen checks them


def load(paths: DataPaths) -> tuple[Settings, list[str]]:
    """The settings, and one sentence for each value that can't be used. Never raises."""
    path = paths.data / FILE
    try:
        raw = tomllib.loads(text_decoding.decoded(settings_file.read(path)))
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), []
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Settings(), [_("Your settings can't be read ({why}), so the default settings are used.").format(why=why)]
    except (ValueError, RecursionError):  # a number of 5,000 digits raises a plain ValueError
        return Settings(), [_("settings.toml isn't valid TOML, so the default settings are used.")]
    return _checked(raw)


def _checked(raw: dict[str, Any]) -> tuple[Settings, list[str]]:
    good: dict[str, Any] = {}
    problems: list[str] = []
    for field in msgspec.structs.fields(Settings):
        if field.name not in raw:
            continue
        try:
            good[field.name] = msgspec.convert(raw[field.name], field.type)
        except (ValueError, OverflowError, RecursionError):
            usual = _as_text(getattr(Settings(), field.name))
            sentence = _('The value of "{name}" in settings.toml can\'t be used, so {usual} is used instead.')
            problems.append(sentence.format(name=field.name, usual=usual))
    return Settings(**good), problems


def save(paths: DataPaths, settings: Settings) -> None:
    """Write the settings by one atomic rename, with mode 0600.

    Comments, order and unknown keys of an existing file stay. A file that isn't valid TOML is renamed to
    ``settings-unreadable.toml``, or with a number where there is one. Where the file is a link, as managers of dotfiles make it, the file that it leads to
    is written.

    Raises:
        OSError: the folder can't be made or written, or what is there can't be replaced.
    """
    from securecoach_tui.config import durable_file  # imported here since reading the settings doesn't need it
    from securecoach_tui.config.atomic_file import atomic_write

    path = paths.data / FILE
    durable_file.make_folder(paths.data)
    target, aside = settings_file.target(path), None
    try:
        old = text_decoding.decoded(safe_files.read(target, most=safe_files.LARGEST_SMALL))
        tomllib.loads(old)
    except FileNotFoundError:
        old = ""
    except (ValueError, RecursionError):
        if target != path:
            raise OSError(errno.EINVAL, _("the file it links to isn't valid TOML")) from None
        old, aside = "", settings_file.free_name(path)
    data = _edited(old, settings).encode()
    with atomic_write(target, prefix=".settings-", aside=aside) as file:
        file.write(data)


def _edited(old: str, settings: Settings) -> str:
    """``old`` with the values of ``settings``; a new text if ``old`` can't be edited.

    Only values that differ are touched. A default isn't added to a file that doesn't name it.
    """
    import tomlkit  # imported here since it takes longer than reading the settings does
    from tomlkit.exceptions import TOMLKitError

    values = {name: _encodable(getattr(settings, name)) for name in settings.__struct_fields__}
    try:
        document = tomlkit.parse(old)
        present = document.unwrap()
        for name, value in values.items():
            if name in present and value is None:
                document.remove(name)
            elif name in present:
                if present[name] != value or isinstance(present[name], bool) != isinstance(value, bool):
                    document[name] = value
            elif value != getattr(Settings(), name):
                document[name] = value
        text = document.as_string()
        if _checked(tomllib.loads(text)) == (msgspec.structs.replace(settings, **values), []):
            return text if text.endswith("\n") else text + "\n"
    except (TOMLKitError, ValueError, RecursionError):
        pass
    return tomlkit.dumps({name: value for name, value in values.items() if value is not None})


def _encodable(value: Any) -> Any:
    """``value`` with lone surrogates, which can't be encoded, replaced by question marks."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_encodable(name): _encodable(item) for name, item in value.items()}
    return [_encodable(item) for item in value] if isinstance(value, list) else value


def _as_text(value: object) -> str:
    """A default as a message shows it."""
    return '""' if value is None else msgspec.json.encode(value).decode()
