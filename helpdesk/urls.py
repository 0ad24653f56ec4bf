from django.urls import path

from helpdesk import views

app_name = "helpdesk"

urlpatterns = [
    path("tickets/<slug:reference>/", views.ticket, name="ticket"),
]
