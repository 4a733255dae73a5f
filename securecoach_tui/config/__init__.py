"""Where files are stored, what a person prefers, and what this machine has."""
