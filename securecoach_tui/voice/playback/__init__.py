"""Sound output: the mixer, tones, and the stream to the sound device."""
