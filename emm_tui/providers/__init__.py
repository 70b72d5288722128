"""One file = one provider: request builders and pure functions from its answers to the domain."""
