"""Citations of law, and what rests on it."""
