"""The shapes of answers, for the document that other programs are written from."""
