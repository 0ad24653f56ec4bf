from django.urls import path

from foundation.search import views

app_name = "search"

urlpatterns = [
    path("", views.search, name="search"),
    path("description.xml", views.description, name="description"),
    path("clicked/", views.clicked, name="clicked"),
    path("suggest/", views.suggest, name="suggest"),
]
