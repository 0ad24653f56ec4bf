from django.urls import path

from foundation.mailing import views

app_name = "mailing"

urlpatterns = [
    path("preferences/", views.preferences, name="preferences"),
    path("notifications/", views.notifications, name="notifications"),
    path("notifications/unread/", views.notifications_unread, name="notifications_unread"),
    path("notifications/read/", views.notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/", views.notification, name="notification"),
    path("unsent/", views.unsent, name="unsent"),
    path("unsent/<int:pk>/retry/", views.unsent_retry, name="unsent_retry"),
    path("unsent/<int:pk>/discard/", views.unsent_discard, name="unsent_discard"),
]
