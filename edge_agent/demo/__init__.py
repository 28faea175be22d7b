"""The demonstration: recorded speech through the whole route, with the network cut in the middle."""
