"""What would be lost if something broke, one sentence a test."""
