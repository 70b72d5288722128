"""One file = one screen."""
