"""The demo content: invented offices and people, plausible days of a support point."""
