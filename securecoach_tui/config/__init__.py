"""Where files are stored, the settings, the language, and what this machine has."""
