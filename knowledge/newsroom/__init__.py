"""News and events: as data, as a feed, for the home page and the hubs."""
