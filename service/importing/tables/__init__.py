"""An agency's own chronology, as it keeps it in a spreadsheet or a document, read by a mapping."""
