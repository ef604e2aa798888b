"""Who is around the child, and how they are tied."""
