"""One file = one thing that is written beside media or handed out."""
