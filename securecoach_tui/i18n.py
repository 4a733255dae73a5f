"""Translates the strings of the interface, using catalogues that the standard library's gettext reads.

The module-level functions of ``gettext`` look for a catalogue on disk at every call; these keep the one
that ``use`` loaded. English needs no catalogue, and then ``gettext`` isn't imported. The texts of
exercises are data under ``content/``.
"""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LOCALES = os.path.join(os.path.dirname(__file__), "locale")
DOMAIN = "securecoach"
ENGLISH = "en"

_catalogue: NullTranslations | None = None
_language = ENGLISH


def use(language: str | None) -> None:
    """Translate into ``language`` (a code such as "de") from now on; messages without a translation stay English."""
    global _language
    _language = language or ENGLISH
    install(None if _language == ENGLISH else _load(_language))


def _load(language: str) -> NullTranslations | None:
    """The catalogue of ``language``; None if there is none that can be read."""
    import gettext

    try:
        return gettext.translation(DOMAIN, LOCALES, [language])
    except Exception:  # a damaged catalogue raises almost anything, and the program starts in English then
        return None


def language() -> str:
    """The code of the language in use."""
    return _language


def is_translated() -> bool:
    """Whether the language in use has a catalogue. English needs none."""
    return _language == ENGLISH or _catalogue is not None


def install(catalogue: NullTranslations | None) -> None:
    """Translate with ``catalogue``, for tests with a made-up language; None translates nothing."""
    global _catalogue
    _catalogue = catalogue


def _(message: str) -> str:
    """The message in the language in use."""
    if _catalogue is None or not message:  # a catalogue's translation of "" is its header
        return message
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message in the language in use, in the plural form for ``n``."""
    if _catalogue is None:
        return one if n == 1 else many
    return _catalogue.ngettext(one, many, n)


def N_(message: str) -> str:
    """Mark a message for translation where it is defined; ``_`` translates it where it is shown."""
    return message


def NN_(one: str, many: str) -> tuple[str, str]:
    """Mark a message with a plural, as ``N_`` marks one without; ``ngettext`` translates it."""
    return one, many
