"""What must happen next, and who hears when it does not."""
