"""The driver of a page in a browser: Textual's own, with input that can't fail.

Keys come from the page as a terminal would send them. Sizes come as numbers, which are bounded here.
"""

from __future__ import annotations

import time
from contextlib import suppress

from textual.drivers._byte_stream import ByteStream
from textual.drivers.web_driver import WebDriver, _ExitInput

from securecoach_tui.tui.terminal_input import TerminalInput
from securecoach_tui.tui.terminal_keys import TerminalKeys

MOST_COLUMNS, MOST_ROWS = 1000, 500


class BrowserDriver(WebDriver):
    """Textual's driver for a browser, made safe."""

    def run_input_thread(self) -> None:
        reader, keys, packets = TerminalInput(), TerminalKeys(), ByteStream()
        try:
            for data in self._input_reader:
                received = list(reader.tick(time.monotonic()))
                for kind, payload in packets.feed(data) if data else ():
                    if kind == "D":
                        received += reader.feed(payload, time.monotonic())
                    else:
                        with suppress(ValueError, TypeError, KeyError, AttributeError, RecursionError):
                            self._on_meta(kind, payload)
                for item in received:
                    for message in keys.messages(item):
                        with suppress(Exception):
                            self.process_message(message)
        except (_ExitInput, OSError):
            pass
        finally:
            self._input_reader.close()

    def on_meta(self, packet_type: str, payload: dict[str, object]) -> None:
        if packet_type == "resize":
            width, height = payload.get("width"), payload.get("height")
            if not (isinstance(width, int) and isinstance(height, int) and width > 0 and height > 0):
                return
            payload = {**payload, "width": min(width, MOST_COLUMNS), "height": min(height, MOST_ROWS)}
        super().on_meta(packet_type, payload)
