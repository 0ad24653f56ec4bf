"""Addresses by which owners of systems are asked, below those of the desk."""

from django.urls import path

from helpdesk.owners import views

urlpatterns = [
    path("owners/<int:pk>/again/", views.owner_ask_again, name="owner_ask_again"),
    path("<slug:reference>/owner/", views.owner_ask, name="owner_ask"),
]
