"""Encryption of the journal: the data key, encrypted lines, locking and unlocking."""
