"""One file = one question that lies over a screen."""
