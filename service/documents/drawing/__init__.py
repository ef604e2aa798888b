"""The parts of the timeline's picture: scale, marks, lanes, bands."""
