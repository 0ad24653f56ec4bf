"""News of tickets reach open pages: the database is the source, the channel layer shortens the wait."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer

GROUP = "helpdesk.news"


def wake() -> None:
    """Tell the readers of all processes that there is something to read; nothing depends on it."""
    async_to_sync(get_channel_layer().group_send)(GROUP, {"type": "news"})
