"""One page a pair of files of one name: what it shows, and how it looks."""
