"""Texts of standards: hashes, comparison, documents."""
