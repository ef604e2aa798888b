"""What ``throughline verify`` holds the log against, part by part."""
