"""Every websocket address of the product."""

from helpdesk.routing import websocket_urlpatterns as helpdesk

websocket_urlpatterns = [*helpdesk]
