"""The only way out: throttle, retry, cache and redaction around one HTTP client."""
