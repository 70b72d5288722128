"""One verb = one file: discover, identify, scrape, artwork, store, export."""
