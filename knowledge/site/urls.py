"""Wagtail's addresses under a language, with our own way to a page."""

from django.urls import re_path
from wagtail import urls as wagtail_urls

from knowledge.site.serving import serve

urlpatterns = [
    *(pattern for pattern in wagtail_urls.urlpatterns if pattern.name != "wagtail_serve"),
    re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
]
