"""Changes of indexed objects become rows that the worker indexes."""

from haystack.signals import BaseSignalProcessor


class OutboxSignalProcessor(BaseSignalProcessor):
    """Write an outbox row for every saved or deleted object of an indexed model."""
