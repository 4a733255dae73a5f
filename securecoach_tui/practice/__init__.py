"""The domain: what an exercise is, when each cue is due, and how a session goes.

These modules do no I/O and read no clock. Time and answers are passed in as events; what a display
or the store then has to do is returned as effects.
"""
