"""What a person prefers. Where things lie is in places.py.

``settings.toml`` is written for a person's own editor: a value that can't be used falls back to its
default with one sentence, comments and keys this version doesn't know stay where they are.
"""

from __future__ import annotations

import re
import tomllib
from typing import Annotated, Any, Literal

import msgspec

from securecoach_tui.config.data_paths import DataPaths as DataPaths
from securecoach_tui.config.data_paths import places as places
from securecoach_tui.i18n import _

FILE = "settings.toml"

Percent = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """Preferences. Volumes in percent, rates in words a minute, lengths as their names say."""

    face: Literal["", "full", "plain"] = ""
    voice: bool = False
    voice_id: str = ""
    rate: Annotated[int, msgspec.Meta(ge=50, le=400)] = 125
    speech_volume: Percent = 80
    tones: bool = False
    tone_volume: Percent = 60
    tone_timbre: Literal["soft", "bell"] = "soft"
    interface_rate: Annotated[int, msgspec.Meta(ge=80, le=400)] = 180
    interface_volume: Percent = 80
    sentence_pause_ms: Annotated[int, msgspec.Meta(ge=0, le=3000)] = 400
    lead_in_ms: Annotated[int, msgspec.Meta(ge=0, le=5000)] = 0
    questions: Literal["all", "few", "none"] = "all"
    settle_seconds: Annotated[float, msgspec.Meta(ge=0, le=600)] = 0.0
    private_speech: bool = False
    spoken_interface: bool = False
    verbosity: Literal["brief", "usual", "full"] = "usual"
    echo: Literal["characters", "words", "none"] = "characters"
    who_speaks: Literal["", "program", "screen reader", "both"] = ""
    breath_lines: Literal["all", "few", "none"] = "all"
    time_left_every: Annotated[int, msgspec.Meta(ge=0, le=7200)] = 60
    time_left_marks: bool = False
    reduced_motion: bool = False
    ascii: bool = False
    theme: str = "dark"
    no_breathing: bool = False
    breath_holds: bool = True
    leave_closeness_out: bool = False
    quick_exit_keeps: bool = True
    quiet_first_screen: bool = False
    lens: Literal["ask", "on", "off"] = "ask"
    day_starts: Annotated[int, msgspec.Meta(ge=0, le=23)] = 4
    safe_short_until: str | None = None
    hidden_indicators: list[str] = []
    language: str = ""
    first_run_seen: bool = False


def load(where: DataPaths) -> tuple[Settings, list[str]]:
    """The settings, and one sentence for each value that can't be used. Never raises."""
    path = where.data / FILE
    try:
        raw = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings(), []
    except OSError as error:
        why = error.strerror or type(error).__name__
        return Settings(), [_("Your settings can't be read ({why}); the usual ones are in use.").format(why=why)]
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        return Settings(), [_("settings.toml is not readable as TOML; the usual settings are in use.")]
    return _checked(raw)


def _checked(raw: dict[str, Any]) -> tuple[Settings, list[str]]:
    good: dict[str, Any] = {}
    told: list[str] = []
    for field in msgspec.structs.fields(Settings):
        if field.name not in raw:
            continue
        try:
            good[field.name] = msgspec.convert(raw[field.name], field.type)
        except msgspec.ValidationError:
            usual = _written(getattr(Settings(), field.name))
            sentence = _('In settings.toml the value of "{name}" can\'t be used; {usual} is used instead.')
            told.append(sentence.format(name=field.name, usual=usual))
    return Settings(**good), told


def save(where: DataPaths, settings: Settings) -> None:
    """Write the settings by one atomic rename, mode 0600.

    Comments, order and unknown keys of the file that is there stay. A file that isn't readable as
    TOML is put beside as ``settings-unreadable.toml``.

    Raises:
        OSError: the folder can't be made or written.
    """
    from securecoach_tui.config.atomic_file import whole  # not needed to read them

    path = where.data / FILE
    where.data.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        old = path.read_bytes().decode("utf-8-sig")
        tomllib.loads(old)
    except FileNotFoundError:
        old = ""
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError):
        path.replace(path.with_name("settings-unreadable.toml"))
        old = ""
    data = _edited(old, settings).encode()
    with whole(path, prefix=".settings-") as file:
        file.write(data)


def _edited(old: str, settings: Settings) -> str:
    """The text of ``old`` with the values of ``settings``; written afresh where that can't be done by line."""
    lines = old.splitlines()
    top = next((i for i, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    missing: list[str] = []
    usual = Settings()
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        at = next((i for i in range(top) if re.match(rf"\s*{name}\s*=", lines[i])), None)
        text = f"{name} = {_written(value)}"
        if at is not None:
            lines[at] = text if value is not None else f"# {name} ="
        elif value != getattr(usual, name):
            missing.append(text)
    text = "\n".join([*lines[:top], *missing, *lines[top:], ""])
    try:
        if _checked(tomllib.loads(text)) == (settings, []):
            return text
    except tomllib.TOMLDecodeError:
        pass
    names = settings.__struct_fields__
    pairs = [(name, getattr(settings, name)) for name in names]
    return "\n".join([f"{name} = {_written(value)}" for name, value in pairs if value is not None] + [""])


def _written(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        text = msgspec.json.encode(value.encode("utf-8", "replace").decode()).decode()
        return text.replace("\x7f", "\\u007f")
    if isinstance(value, list):
        return "[" + ", ".join(_written(item) for item in value) + "]"
    return '""' if value is None else str(value)
