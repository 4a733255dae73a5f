"""Draws the pictures of ``securecoach_tui.scenes`` in a terminal."""
