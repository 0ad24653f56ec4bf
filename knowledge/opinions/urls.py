from django.urls import path

from knowledge.opinions import views

urlpatterns = [
    path("", views.opinions, name="opinions"),
    path("<int:pk>/close/", views.opinion_close, name="opinion_close"),
]
