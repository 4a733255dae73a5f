"""The pictures of a session as cells: what is lit at which second, for which size. No screen and no clock.

``choice`` has the scene of each name. A scene first gives what it shows at a moment, its state, and then draws it; two
equal states are the same picture, so that nothing is drawn while nothing changes. ``tui/scenes/`` shows the cells.
"""
