"""What can go wrong with a mailbox, in words for a person."""


class Refused(Exception):
    """The server does not let us in, or does not do what was asked; its message is to be read."""
