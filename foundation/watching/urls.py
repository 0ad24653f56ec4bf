from django.urls import path

from foundation.watching import views

app_name = "watching"

urlpatterns = [
    path("", views.saved_searches, name="list"),
    path("save/", views.search_save, name="save"),
    path("<int:pk>/", views.search_change, name="change"),
    path("<int:pk>/delete/", views.search_delete, name="delete"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
