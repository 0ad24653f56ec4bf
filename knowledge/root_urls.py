"""Addresses without a language: what robots and feed readers fetch."""

from django.urls import path, re_path

from foundation.files.pictures import FOLDER, picture
from knowledge.newsroom.views import news_feed
from knowledge.views import duties, feeds, pages

app_name = "site"

urlpatterns = [
    path("robots.txt", pages.robots, name="robots"),
    path("sitemap.xml", pages.sitemap, name="sitemap"),
    path(f"media/{FOLDER}/<path:path>", picture, name="picture"),
    path("calendar/duties/<str:token>.ics", duties.duty_feed, name="duty_feed"),
    re_path(
        r"^feeds/guidance-(?P<language>pl|en)\.atom$", feeds.guidance_feed, name="guidance_feed"
    ),
    re_path(r"^feeds/news-(?P<language>pl|en)\.atom$", news_feed, name="news_feed"),
]
