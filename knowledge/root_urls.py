"""Addresses without a language: what robots and feed readers fetch."""

from django.urls import path, re_path

from knowledge.views import duties, feeds, pages

app_name = "site"

urlpatterns = [
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path("calendar/duties/<str:token>.ics", duties.duty_feed, name="duty_feed"),
    re_path(
        r"^feeds/guidance-(?P<language>pl|en)\.atom$", feeds.guidance_feed, name="guidance_feed"
    ),
]
