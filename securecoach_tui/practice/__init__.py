"""The domain: what an exercise is, when each cue is due, and how a session goes.

Pure: no file, no clock, no screen, no sound. Time and answers come in as events; what a display
or the store does about them is returned as effects.
"""
