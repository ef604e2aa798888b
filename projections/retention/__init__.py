"""How long a record must be kept: computed and listed for people to decide on, never acted on."""
