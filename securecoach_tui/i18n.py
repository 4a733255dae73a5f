"""Interface strings pass through the standard library's gettext, loaded once.

The module-level functions of ``gettext`` look for a catalogue on disk at every call; these keep the
one that was found. Words of content (exercises, ladder, support) are data under ``content/`` instead.
"""

from __future__ import annotations

import gettext as _stdlib
import os.path

LOCALES = os.path.join(os.path.dirname(__file__), "locale")
DOMAIN = "securecoach"

_catalogue: _stdlib.NullTranslations = _stdlib.NullTranslations()


def use(language: str | None) -> None:
    """Speak ``language`` (a code such as "de") from now on; English where there is no catalogue."""
    global _catalogue
    if language is None or not os.path.isdir(LOCALES):
        _catalogue = _stdlib.NullTranslations()
        return
    _catalogue = _stdlib.translation(DOMAIN, LOCALES, [language], fallback=True)


def install(catalogue: _stdlib.NullTranslations) -> None:
    """Speak from ``catalogue``: for a pseudo-language in tests and for translators' trials."""
    global _catalogue
    _catalogue = catalogue


def _(message: str) -> str:
    """The message in the person's language."""
    return _catalogue.gettext(message)


def ngettext(one: str, many: str, n: int) -> str:
    """The message in the person's language, in the form that ``n`` asks for."""
    return _catalogue.ngettext(one, many, n)


def N_(message: str) -> str:
    """Marks a message for translation where it stands; it is translated where it is shown."""
    return message
