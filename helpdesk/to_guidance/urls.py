"""The address by which an answer becomes guidance, below those of the desk."""

from django.urls import path

from helpdesk.to_guidance import views

urlpatterns = [
    path("<slug:reference>/guidance/", views.ticket_to_guidance, name="ticket_to_guidance"),
]
