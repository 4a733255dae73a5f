"""Exercises: the file format, its checks, and the timeline compiled from one."""
