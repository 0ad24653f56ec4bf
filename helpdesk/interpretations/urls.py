"""Addresses of interpretations, below those of the desk."""

from django.urls import path

from helpdesk.interpretations import views

urlpatterns = [
    path(
        "interpretations/<int:pk>/approve/",
        views.interpretation_approve,
        name="interpretation_approve",
    ),
    path(
        "interpretations/<int:pk>/return/",
        views.interpretation_return,
        name="interpretation_return",
    ),
    path(
        "interpretations/<int:pk>/publish/",
        views.interpretation_publish,
        name="interpretation_publish",
    ),
    path("published/<int:pk>/withdraw/", views.published_withdraw, name="published_withdraw"),
    path(
        "<slug:reference>/interpretation/",
        views.interpretation_propose,
        name="interpretation_propose",
    ),
]
