"""Addresses without a language: what feed readers fetch."""

from django.urls import re_path

from helpdesk.status_page import views

app_name = "helpdesk_site"

urlpatterns = [
    re_path(r"^feeds/status-(?P<language>pl|en)\.atom$", views.status_feed, name="status_feed"),
]
