"""Addresses of consultations, below /knowledge/consultations/."""

from django.urls import path

from knowledge.consultations.views import office, public, staff

urlpatterns = [
    path("", public.consultation_list, name="consultation_list"),
    path("office/", office.office_comments, name="office_comments"),
    path("desk/", staff.consultation_desk, name="consultation_desk"),
    path("comments/<int:pk>/edit/", office.comment_edit, name="comment_edit"),
    path("comments/<int:pk>/approve/", office.comment_release, name="comment_release"),
    path("comments/<int:pk>/return/", office.comment_return, name="comment_return"),
    path("comments/<int:pk>/withdraw/", office.comment_withdraw, name="comment_withdraw"),
    path("comments/<int:pk>/support/", office.comment_support, name="comment_support"),
    path("comments/<int:pk>/answer/", staff.comment_answer, name="comment_answer"),
    path("comments/<int:pk>/hide/", staff.comment_hide, name="comment_hide"),
    path("open/<slug:slug>/<str:number>/", staff.consultation_new, name="consultation_new"),
    path("<slug:slug>/<str:number>/", public.consultation, name="consultation"),
    path("<slug:slug>/<str:number>/comments/", public.comment_list, name="comment_list"),
    path("<slug:slug>/<str:number>/comments/<int:comment>/", public.comment, name="comment"),
    path("<slug:slug>/<str:number>/table.<slug:kind>", public.comment_table, name="comment_table"),
    path("<slug:slug>/<str:number>/comment/", office.comment_new, name="comment_new"),
    path(
        "<slug:slug>/<str:number>/follow/", office.consultation_follow, name="consultation_follow"
    ),
    path(
        "<slug:slug>/<str:number>/deadline/",
        staff.consultation_deadline,
        name="consultation_deadline",
    ),
    path("<slug:slug>/<str:number>/unanswered/", staff.unanswered, name="unanswered"),
    path(
        "<slug:slug>/<str:number>/conclude/",
        staff.consultation_conclude,
        name="consultation_conclude",
    ),
]
