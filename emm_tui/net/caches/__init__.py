"""One file = one cache backend: `cache.backend = "name"` opens `name.py` by its `open_backend`."""
