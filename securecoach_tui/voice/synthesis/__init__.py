"""Speech synthesis: the engines, the worker process that owns one, and the cache of spoken lines."""
