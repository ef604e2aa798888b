"""Forms made from what the kinds declare, and read back without losing a word."""
