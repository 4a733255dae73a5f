"""The domain: what an exercise is, when each cue is due, and how a session goes.

Pure: no file, no clock, no screen, no sound. Time and answers come in as events, what to do about
them goes out as effects.
"""
