"""Addresses of postulates, below /knowledge/postulates/."""

from django.urls import path

from knowledge.postulates import views

urlpatterns = [
    path("", views.postulate_list, name="postulate_list"),
    path("office/", views.office_postulates, name="office_postulates"),
    path("new/", views.postulate_new, name="postulate_new"),
    path("agreements/", views.agreement_list, name="agreement_list"),
    path("agreements/new/", views.agreement_new, name="agreement_new"),
    path("agreements/steps/<int:pk>/done/", views.agreement_step_done, name="agreement_step_done"),
    path("<int:pk>/", views.postulate, name="postulate"),
    path("<int:pk>/answer/", views.postulate_answer, name="postulate_answer"),
    path("<int:pk>/edit/", views.postulate_edit, name="postulate_edit"),
    path("<int:pk>/decide/", views.postulate_decide, name="postulate_decide"),
    path("<int:pk>/support/", views.postulate_support, name="postulate_support"),
]
