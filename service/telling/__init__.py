"""What is read, told as JSON: one serialiser for the command line and the API."""
