"""What somebody has typed and not yet recorded, kept by the server under the record's own key."""
