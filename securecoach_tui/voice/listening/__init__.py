"""Answering by voice: what was heard in a question's window, by a recogniser in a process of its own."""
