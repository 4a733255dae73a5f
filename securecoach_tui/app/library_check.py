"""Which of the libraries that the program is built on can't be loaded. Needs none of them itself."""

from __future__ import annotations

import importlib

# The modules that are used, since a damaged library often fails only there.
LIBRARIES = (
    "textual.app",
    "tinydb",
    "tomlkit",
    "click",
    "msgspec",
    "platformdirs",
    "filelock",
    "cryptography.hazmat.primitives.ciphers.aead",
    "jinja2",
)


def damaged() -> dict[str, str]:
    """The names of the libraries that can't be loaded, each with the reason; those for sound are left out."""
    from securecoach_tui.i18n import _

    found = {}
    for module in LIBRARIES:
        try:
            importlib.import_module(module)
        except Exception as error:  # a damaged library raises almost anything
            name = module.split(".")[0]
            found[name] = _("not found") if isinstance(error, ImportError) and error.name == name else reason(error)
    return found


def reason(error: Exception) -> str:
    """Why something failed, as the end of a sentence, without any text of a person's."""
    from securecoach_tui.i18n import _

    if isinstance(error, ImportError) and error.name:
        return _("{name} can't be loaded").format(name=error.name)
    return (isinstance(error, OSError) and error.strerror) or type(error).__name__
