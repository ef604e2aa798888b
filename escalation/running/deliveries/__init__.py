"""One file a channel by which somebody hears outside the service."""
