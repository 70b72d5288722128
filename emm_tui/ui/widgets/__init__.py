"""Widgets that know rows and text, nothing of media or SQL."""
