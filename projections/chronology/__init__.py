"""The child's story in the order it happened, as entries."""
