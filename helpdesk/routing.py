"""Websocket addresses of the help desk."""

from django.urls import path

from helpdesk.consumers import DeskConsumer, TicketConsumer

websocket_urlpatterns = [
    path("ws/helpdesk/desk/", DeskConsumer.as_asgi()),
    path("ws/helpdesk/tickets/<slug:reference>/", TicketConsumer.as_asgi()),
]
