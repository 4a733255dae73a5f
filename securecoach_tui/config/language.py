"""The languages there are, and the one that the program starts in: that of the settings, else of the environment."""

from __future__ import annotations

import os
import re
import stat
import struct
from collections.abc import Mapping, Sequence

from securecoach_tui import i18n

CONTENT = os.path.join(os.path.dirname(os.path.dirname(__file__)), "content")
LARGEST_QUICK = 65_536  # bytes of settings.toml that are searched for the setting
_FLAGS = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as POSIX says


def use_start_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
    """Use the language that settings.toml or the environment names. Never raises.

    ``arguments`` are those of the command line; ``--data-dir`` selects the settings file.
    """
    if available() != [i18n.ENGLISH]:
        i18n.use(start_language(arguments, environ))


def use_setting(named: str, environ: Mapping[str, str] = os.environ) -> None:
    """Use the language that was just chosen in settings; "" is that of the environment."""
    i18n.use(closest(named or _in_environment(environ)))


def start_language(arguments: Sequence[str], environ: Mapping[str, str]) -> str:
    """The code of the language to start in; English if that language isn't available."""
    named = _in_settings(data_dir(arguments), environ)
    return closest(named or _in_environment(environ))


def _in_environment(environ: Mapping[str, str]) -> str:
    return next((environ[name] for name in VARIABLES if environ.get(name)), "")


def closest(named: str) -> str:
    """The available language for a locale such as "de_AT.UTF-8"; English if there is none."""
    code = re.split(r"[.@]", named.replace("-", "_"))[0]
    known = available()
    return next((candidate for candidate in (code, code.split("_")[0].lower()) if candidate in known), i18n.ENGLISH)


def available() -> list[str]:
    """The codes of the languages that have a catalogue or exercises, in alphabetical order."""
    found = {i18n.ENGLISH}
    found.update(code for code in _folders(CONTENT) if os.path.isdir(os.path.join(CONTENT, code, "exercises")))
    for code in _folders(i18n.LOCALES):
        if os.path.exists(os.path.join(i18n.LOCALES, code, "LC_MESSAGES", f"{i18n.DOMAIN}.mo")):
            found.add(code)
    return sorted(found)


def answers_are_understood() -> bool:
    """Whether answers by voice are understood in the language in use: the models of the extra know English alone."""
    return i18n.language() == i18n.ENGLISH


def own_name(code: str) -> str:
    """A language in its own words, such as "español": X-Language-Name in its catalogue's header, else the code."""
    if code == i18n.ENGLISH:
        return "English"
    try:
        with open(os.path.join(i18n.LOCALES, code, "LC_MESSAGES", f"{i18n.DOMAIN}.mo"), "rb") as file:
            catalogue = file.read()
        at = struct.unpack_from("<I", catalogue, 16)[0]  # the table of translations, of which the first is the header
        length, begins = struct.unpack_from("<II", catalogue, at)
        header = catalogue[begins : begins + length].decode()
    except (OSError, ValueError, struct.error):
        return code
    found = re.search(r"^X-Language-Name:[ ]*(.+)$", header, re.MULTILINE)
    return found[1].strip() if found else code


def _folders(parent: str) -> list[str]:
    try:
        return os.listdir(parent)
    except OSError:
        return []


def data_dir(arguments: Sequence[str]) -> str | None:
    """The value of ``--data-dir``, read before the command line is parsed, since its help is translated too."""
    given = None
    for i, argument in enumerate(arguments):
        if argument == "--data-dir":
            given = "".join(arguments[i + 1 : i + 2])
        elif argument.startswith("--data-dir="):
            given = argument.partition("=")[2]
    return given


def _in_settings(folder: str | None, environ: Mapping[str, str]) -> str:
    """The language that settings.toml names; empty if it names none or can't be read."""
    from securecoach_tui.config.data_paths import data_folder, places

    data = data_folder(folder, environ)
    if data and not _may_name_language(os.path.join(data, "settings.toml")):
        return ""
    import tomllib

    from securecoach_tui.config import settings_file, text_decoding

    try:
        raw = settings_file.read(places(folder, environ).data / "settings.toml")
        named = tomllib.loads(text_decoding.decoded(raw)).get("language")
    except (OSError, ValueError, RuntimeError):  # settings.load reports what is wrong with the file
        return ""
    return named if isinstance(named, str) else ""


def _may_name_language(path: str) -> bool:
    """Whether the file has to be read as settings. Loading what reads them takes a tenth of the time of --help.

    What isn't a regular file, or is a link, is left to what reads settings.
    """
    try:
        fd = os.open(path, _FLAGS)
    except OSError as error:
        return not isinstance(error, FileNotFoundError)
    with open(fd, "rb") as file:
        quick = stat.S_ISREG(os.fstat(fd).st_mode)
        begin = file.read(LARGEST_QUICK) if quick else b""
        # Text in UTF-16, as some editors write it, has zeros between its letters.
        return not quick or b"language" in begin or b"\0" in begin or bool(file.read(1))
