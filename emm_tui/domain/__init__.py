"""Nouns and pure rules of a media library: no I/O, no logging, no framework."""
