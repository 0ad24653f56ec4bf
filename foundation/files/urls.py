from django.urls import path

from foundation.files import views

app_name = "files"

urlpatterns = [
    path("fixity/", views.fixity, name="fixity"),
    path("<uuid:pk>/", views.download, name="download"),
]
