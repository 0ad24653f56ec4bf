"""The product's addresses and the bare page beside them."""

from django.urls import path

from benchmarks.bare import bare, bare_guidance, bare_projects
from config.urls import urlpatterns as addresses

urlpatterns = [
    path("bare/guidance/<int:pk>/", bare_guidance),
    path("bare/projects/", bare_projects),
    path("bare/", bare),
    *addresses,
]
