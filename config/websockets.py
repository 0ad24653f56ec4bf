"""Every websocket address of the product."""

websocket_urlpatterns = []
