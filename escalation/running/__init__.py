"""The sweep at work: what is due is claimed, people are told, and it says that it lives."""
