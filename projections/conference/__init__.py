"""What a conference pack holds, before any file format: the same for PDF, Word, Excel and web."""
