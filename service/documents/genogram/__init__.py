"""Draws who belongs to whom around a child, in the conventions of the field, as SVG and table."""
