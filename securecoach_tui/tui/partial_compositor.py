"""A compositor that asks only the widgets on the rows of a change what they look like, and nothing that lies behind.

Textual's own asks every widget whose container touches the change for all that it shows: on the session screen all
thirteen, some as large as the screen, ten times a second, for one cell of the guide. That is half of what a breathing
session costs. What lies on other rows, or wholly behind, gives no cell to the change, so leaving it out changes nothing
that is drawn. It rests on one method that is Textual's own: where a later Textual no longer calls it, everything is
drawn as before.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip


class PartialCompositor(Compositor):
    """Draws as Textual's does."""

    def _get_renders(self, crop: Region | None = None) -> Iterable[tuple[Region, Region, list[Strip]]]:
        if not crop:
            yield from super()._get_renders(crop)
            return
        for widget, (region, clip) in self.visible_widgets.items():  # from the front to the back
            rows = clip.intersection(Region(clip.x, crop.y, clip.width, crop.height))
            shown = region.intersection(rows)
            if shown:
                inside = Region(shown.x - region.x, shown.y - region.y, shown.width, shown.height)
                yield region, rows, widget.render_lines(inside)
                if shown.contains_region(crop):
                    return
