"""Which domains of mail belong together."""

from authheaders.dmarc_lookup import get_org_domain


def is_below(name: str, other: str) -> bool:
    """Whether `name` belongs to `other`, which is not a suffix under which anybody registers."""
    if "." not in other or not name.endswith(f".{other}"):
        return False
    return get_org_domain(f"x.{other}") != f"x.{other}"
