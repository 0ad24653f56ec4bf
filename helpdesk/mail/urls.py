"""Addresses of received mail, under the names of the help desk."""

from django.urls import path

from helpdesk.mail import list_views, views

urlpatterns = [
    path("", list_views.parked_mail, name="parked_mail"),
    path("take/", list_views.chosen_mail_take, name="chosen_mail_take"),
    path("discard/", list_views.chosen_mail_discard, name="chosen_mail_discard"),
    path("retry/", list_views.chosen_mail_retry, name="chosen_mail_retry"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/source/", views.mail_source, name="mail_source"),
    path("<int:pk>/html/", views.mail_html, name="mail_html"),
    path("<int:pk>/ticket/", views.mail_to_ticket, name="mail_to_ticket"),
    path("<int:pk>/office/", views.mail_to_office, name="mail_to_office"),
    path("<int:pk>/assign/", views.mail_assign, name="mail_assign"),
    path("<int:pk>/discard/", views.mail_discard, name="mail_discard"),
    path("<int:pk>/retry/", views.mail_retry, name="mail_retry"),
]
