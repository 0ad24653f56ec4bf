"""Addresses without a language: what feed readers and robots fetch."""

from django.urls import path, re_path

from projects_archive.views import giving

app_name = "projects_archive_site"

urlpatterns = [
    path("sitemap-projects.xml", giving.sitemap_index, name="sitemap"),
    path("sitemap-projects-<int:part>.xml", giving.sitemap_part, name="sitemap_part"),
    re_path(
        r"^feeds/projects-(?P<language>pl|en)\.atom$", giving.project_feed, name="project_feed"
    ),
]
