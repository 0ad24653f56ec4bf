"""Self-assessment of offices: what it computes, prints and asks."""
