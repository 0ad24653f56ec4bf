from helpdesk.views.tickets import ticket

__all__ = ["ticket"]
