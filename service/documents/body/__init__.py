"""The drawings of a body, infant and child, on which places are marked."""
