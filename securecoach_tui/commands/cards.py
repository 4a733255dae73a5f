"""If-then cards, printed."""

from __future__ import annotations

import click

from securecoach_tui.commands.options import data_dir_option, paths_of, record_of
from securecoach_tui.commands.output import print_json, say
from securecoach_tui.i18n import _, ngettext


@click.command()
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON."))
@data_dir_option
def cards(as_json: bool, data_dir: str | None) -> None:
    """Show your if-then cards, newest first."""
    from securecoach_tui.app import card_service
    from securecoach_tui.clock import SystemClock
    from securecoach_tui.text.cards import line_words

    found = card_service.all_cards(record_of(paths_of(data_dir)))
    if as_json:
        print_json([card_service.as_json(card) for card in found])
        return
    if not found:
        say(_("You have no if-then cards yet. To make one: securecoach practice if-then"))
        return
    say(ngettext("{n} card.", "{n} cards.", len(found)).format(n=len(found)))
    lines, today = card_service.now_texts(), SystemClock().now().date()
    for card in found:
        say(line_words(card, lines, today))
    say(_("To change one, put it away or delete it: securecoach, then More, then My if-then cards."))
