"""Addresses of received mail, under the names of the help desk."""

from django.urls import path

from helpdesk.mail import views

urlpatterns = [
    path("", views.parked_mail, name="parked_mail"),
    path("<int:pk>/", views.mail, name="mail"),
    path("<int:pk>/source/", views.mail_source, name="mail_source"),
    path("<int:pk>/ticket/", views.mail_to_ticket, name="mail_to_ticket"),
    path("<int:pk>/office/", views.mail_to_office, name="mail_to_office"),
    path("<int:pk>/discard/", views.mail_discard, name="mail_discard"),
    path("<int:pk>/retry/", views.mail_retry, name="mail_retry"),
]
