"""Documents and pictures made from the record: the conference pack, the timeline, the family."""
