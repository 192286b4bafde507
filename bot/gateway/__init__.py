"""Discord plumbing: the client, the edge where errors end, permissions."""
