"""One file a resource, found by name."""
