"""The doctor: what works on this machine."""

from __future__ import annotations

import sys

import click
import msgspec

from securecoach_tui.commands.options import data_dir_option, paths_of, settings_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.i18n import N_, _
from securecoach_tui.practice.folded_text import folded

# What is examined and its states, as they are printed; JSON has the keys.
NAMES = {
    "data": N_("data"),
    "exercise": N_("exercise"),
    "support": N_("support"),
    "language": N_("language"),
    "library": N_("library"),
    "engine": N_("engine"),
    "voice": N_("voice"),
    "player": N_("player"),
    "device": N_("device"),
    "answers": N_("answers by voice"),
    "terminal": N_("terminal"),
    "hearing": N_("hearing"),
    "onset": N_("sound delay"),
}
STATES = {"works": N_("works"), "limited": N_("limited"), "missing": N_("missing")}


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON, and make no sound."))
@data_dir_option
def doctor(as_json: bool, data_dir: str | None) -> None:
    """Check what works on this computer, and how to fix what doesn't."""
    from securecoach_tui.app.doctor import Fact, examine, not_heard, try_sound

    paths = paths_of(data_dir)
    preferences = settings_of(paths)
    facts = examine(paths, preferences)
    if as_json:
        print_json(facts)
        return

    def show(fact: Fact) -> None:
        told = {**fact, "name": _(NAMES.get(fact["name"], fact["name"])), "state": _(STATES[fact["state"]])}
        say((_("{name}: {state}. {words}").format(**told).rstrip(".") + ". " + fact["mend"]).rstrip())

    for fact in facts:
        show(fact)
    states = {fact["name"]: fact["state"] for fact in facts}
    speaks = states.get("engine") != "missing" and states.get("device") == "works"
    if not speaks or not (sys.stdin.isatty() and sys.stdout.isatty()):
        return
    if not _yes(_("Play a short test line now? People nearby may hear it. y or n: ")):
        return
    played = try_sound(paths, msgspec.structs.replace(preferences, voice=True))
    show(played)
    if played["state"] != "missing" and not _yes(_("Did you hear it? y or n: ")):
        show(not_heard())


def _yes(question: str) -> bool:
    """Ask a yes-no question at a terminal; no answer means no."""
    try:
        return folded(input(question)) in ("y", "yes", folded(_("y")), folded(_("yes")))
    except EOFError:
        say()
        return False
