"""A rule that makes every new ticket urgent, unless keywords say otherwise."""

from itertools import count

from helpdesk.models import Rule

_numbers = count(1)


def make_rule(**fields) -> Rule:
    defaults = {
        "name": f"Reguła {next(_numbers)}",
        "trigger": Rule.Trigger.OPENED,
        "set_priority": "urgent",
    }
    return Rule.objects.create(**defaults | fields)
