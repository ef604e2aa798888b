"""Who is overlooked around a child, who lives there, who was what, who may not come near."""
