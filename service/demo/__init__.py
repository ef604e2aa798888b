"""A real published case and an invented caseload, to look at before anything of one's own is in."""
