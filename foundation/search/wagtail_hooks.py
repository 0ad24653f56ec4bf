"""What search offers upwards."""

from wagtail import hooks

from foundation.search import status


@hooks.register("integrity_checks")
def integrity_checks():
    return status.integrity_checks()
