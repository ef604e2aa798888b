"""Files that come with entries: what is taken, looked at and kept, sealed as the record is."""
