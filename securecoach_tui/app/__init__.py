"""What both displays share: the session runner, session setup, progress, diagnosis and startup."""
