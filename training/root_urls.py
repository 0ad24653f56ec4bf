"""Addresses without a language: what calendar programs fetch."""

from django.urls import path, re_path

from training.views import calendar

app_name = "training_site"

urlpatterns = [
    re_path(
        r"^feeds/training(?:/(?P<topic>[-\w]{1,60}))?-(?P<language>pl|en)\.ics$",
        calendar.public_feed,
        name="public_feed",
    ),
    path("calendar/training/<str:token>.ics", calendar.own_feed, name="own_feed"),
]
