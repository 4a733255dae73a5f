"""The option --ambience: the sounds that its help and its error name are those of the settings."""

from __future__ import annotations

import click
import pytest

from securecoach_tui.commands.ambience_option import ambience_option, with_ambience
from securecoach_tui.commands.errors import Refused
from securecoach_tui.config.settings import AMBIENCES, Settings


def test_help_of_ambience_names_every_sound_and_what_it_is() -> None:
    command = click.command()(ambience_option(lambda ambience: None))
    words = command.params[0].get_help_record(click.Context(command))
    assert words is not None and all(kind in words[1] for kind in AMBIENCES)
    assert "waves, pad (a low chord), or a sound file of your own." in words[1]


def test_error_of_ambience_names_every_sound() -> None:
    with pytest.raises(Refused) as error:
        with_ambience(Settings(), "drums")
    assert ", ".join(AMBIENCES) in str(error.value)


@pytest.mark.parametrize("kind", AMBIENCES)
def test_every_sound_of_the_settings_can_be_typed(kind: str) -> None:
    assert with_ambience(Settings(), f" {kind.upper()} ").ambience == kind
