"""One file = one verb; the first line of the file is the line in `emm --help`."""
