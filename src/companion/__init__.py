"""Companion: courses, live sessions in local time, and the week's work, for one student."""

__version__ = "0.1.0"
