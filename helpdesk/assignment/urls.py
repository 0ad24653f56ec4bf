"""Addresses of assignment, below those of the desk."""

from django.urls import path

from helpdesk.assignment import views

urlpatterns = [
    path("absences/", views.absences, name="absences"),
    path("absences/<int:pk>/end/", views.absence_end, name="absence_end"),
    path("absences/<int:pk>/hand-over/", views.absence_hand_over, name="absence_hand_over"),
    path("<slug:reference>/give/", views.ticket_give, name="ticket_give"),
]
