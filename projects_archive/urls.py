app_name = "projects_archive"

urlpatterns = []
