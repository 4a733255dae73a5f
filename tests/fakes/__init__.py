"""Fakes of the clock, the disk, the writer, sound and the terminal. Shared by tests and scripts; not in the wheel."""
