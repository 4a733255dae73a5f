"""Sound to breathe with: breath, rain, waves or a low pad, made by the program, or a sound file of one's own.

``loops`` and ``breath`` synthesise samples and are pure. ``own_file`` reads a sound file. ``worker`` does both in a
process of its own, so that neither a second of arithmetic nor a damaged file disturbs a session; ``maker`` asks it and
keeps what was made. ``plan`` says what is heard at which second of a session, and ``stream`` mixes it under the words.
"""
