"""The full screen in a browser on this machine."""

from __future__ import annotations

import click

from securecoach_tui.commands.errors import Refused
from securecoach_tui.commands.number_option import WholeNumber
from securecoach_tui.commands.options import data_dir_option, paths_of
from securecoach_tui.commands.output import say
from securecoach_tui.config.extras import command
from securecoach_tui.i18n import _


@click.command()
@click.option(
    "--port",
    type=WholeNumber(0, 65535),
    default=0,
    metavar="N",
    help=_("A port number. Without it, a free port is used."),
)
@data_dir_option
def serve(port: int, data_dir: str | None) -> None:
    """Show the full screen in a browser, on this computer only."""
    try:
        from securecoach_tui.web.server import PrivateServer, arguments, bind
    except ImportError:
        sentence = _("This needs one more package. To add it: {command}")
        raise Refused(sentence.format(command=command("web")), 5) from None
    import asyncio
    from contextlib import suppress

    try:
        bound = bind(port)
    except OSError:
        raise Refused(
            _("Port {n} is already in use. Choose another with --port, or leave it out.").format(n=port)
        ) from None
    server = PrivateServer(arguments(paths_of(data_dir).data), bound)
    with suppress(KeyboardInterrupt):
        asyncio.run(server.run(_print_address))


def _print_address(address: str) -> None:
    say(_("Open this address in a browser on this computer: {address}").format(address=address))
    say(
        _(
            "Anyone who has this address can open it, so keep it to yourself. Sound plays on this computer. "
            "To stop, press ctrl+c."
        )
    )
