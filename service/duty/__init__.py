"""The duty copy: what a duty worker needs of each child on paper, for when the service is down."""
