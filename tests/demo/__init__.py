"""What the demo shows beside the published case: an invented caseload, and where its mail goes."""
