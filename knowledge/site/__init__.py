"""The tree of pages and what is made from it."""
