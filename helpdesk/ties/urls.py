"""Addresses by which tickets are tied, below those of the desk."""

from django.urls import path

from helpdesk.ties import views

urlpatterns = [
    path("answers/<int:pk>/", views.broadcast_progress, name="broadcast_progress"),
    path("answers/<int:pk>/retry/", views.broadcast_retry, name="broadcast_retry"),
    path("<slug:reference>/problem/", views.tie_to_problem, name="tie_to_problem"),
    path("<slug:reference>/parts/", views.tie_parts, name="tie_parts"),
    path("<slug:reference>/untie/", views.untie_part, name="untie_part"),
    path("<slug:reference>/answer-all/", views.answer_all, name="answer_all"),
    path("<slug:reference>/merge/", views.tie_merge, name="tie_merge"),
    path("<slug:reference>/split/", views.tie_split, name="tie_split"),
]
