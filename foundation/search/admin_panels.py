"""What the Wagtail admin's first page says of search, when there is something to say."""

from wagtail.admin.ui.components import Component

from foundation.search.status import SearchStatus, search_status


class SearchPanel(Component):
    """A warning: the engine is away, or has more documents than it is good for."""

    template_name = "search/admin_panel.html"
    order = 50

    def __init__(self, status: SearchStatus) -> None:
        self.status = status

    def get_context_data(self, parent_context) -> dict[str, object]:
        return {"status": self.status}


def warnings() -> list[SearchPanel]:
    status = search_status()
    return [SearchPanel(status)] if status.is_outgrown or not status.is_available else []
