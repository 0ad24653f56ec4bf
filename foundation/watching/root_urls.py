"""Addresses without a language: what feed readers fetch."""

from django.urls import re_path

from foundation.watching.feeds import feed

app_name = "watching_site"

urlpatterns = [
    re_path(r"^feeds/new/(?P<kind>[a-z-]{1,30})-(?P<language>pl|en)\.atom$", feed, name="feed"),
]
