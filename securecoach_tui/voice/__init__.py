"""Speech and sound. ``spoken.open_voice`` is the way in; heavy libraries are imported when first needed."""
