"""One file a kind of event; the file's name is the name that the log stores."""
