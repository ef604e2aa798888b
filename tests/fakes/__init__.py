"""Stand-ins for what lies outside: a database server, a mail server, a browser, the network."""
