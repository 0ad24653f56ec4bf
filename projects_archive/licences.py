"""Licences by their SPDX identifiers: which there are, and whether others may use the work again."""

from collections.abc import Mapping, Sequence
from functools import cache

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from license_expression import ExpressionError, Licensing, get_spdx_licensing

# Offered while somebody types; any other identifier of the SPDX list is taken as well.
OFTEN_USED: Mapping[str, object] = {
    "EUPL-1.2": _("European Union Public Licence 1.2"),
    "AGPL-3.0-or-later": "GNU Affero GPL 3.0",
    "GPL-3.0-or-later": "GNU GPL 3.0",
    "GPL-2.0-or-later": "GNU GPL 2.0",
    "LGPL-3.0-or-later": "GNU LGPL 3.0",
    "MPL-2.0": "Mozilla Public License 2.0",
    "Apache-2.0": "Apache License 2.0",
    "MIT": "MIT",
    "BSD-3-Clause": "BSD 3-Clause",
    "CC0-1.0": _("Creative Commons, no rights reserved"),
    "CC-BY-4.0": _("Creative Commons Attribution 4.0"),
    "CC-BY-SA-4.0": _("Creative Commons Attribution-ShareAlike 4.0"),
}
LONGEST = 200


@cache
def _spdx() -> Licensing:
    return get_spdx_licensing()


def licence_address(value: str) -> str:
    """Where SPDX describes a licence; empty for none, and for a choice or a sum of several."""
    return f"https://spdx.org/licenses/{value}" if value and " " not in value else ""


def validate_licence(value: str) -> None:
    """Raise ValidationError unless `value` is an expression of SPDX identifiers."""
    if unknown := unknown_identifiers(value):
        raise ValidationError(
            _("“%(name)s” is not on the SPDX list of licences. Examples: EUPL-1.2, CC-BY-4.0."),
            params={"name": ", ".join(unknown)[:80]},
        )


def unknown_identifiers(value: str) -> Sequence[str]:
    """What in the expression is no SPDX identifier; the whole value where it is no expression."""
    if len(value) > LONGEST:
        return [value[:80]]
    try:
        return _spdx().unknown_license_keys(_spdx().parse(value))
    except (ExpressionError, TypeError, ValueError):
        return [value]
