"""Standards written elsewhere: Markdown and Word documents read as requirements with levels and readings."""
