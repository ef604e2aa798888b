"""One file a command; the file's name is the command's, with a dash for an underscore."""
