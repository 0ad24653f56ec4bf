"""Plain functions that make valid objects; keywords override the defaults."""

from itertools import count

from foundation.accounts.models import Membership, Organisation, User

_numbers = count(100_001)  # always six digits: names sort in the order they were made


def make_user(**fields) -> User:
    number = next(_numbers)
    defaults = {
        "email": f"osoba{number}@urzad.test",
        "name": f"Osoba Numer{number}",
        "password": "haslo-do-testow-1",
    }
    return User.objects.create_user(**defaults | fields)


def make_organisation(**fields) -> Organisation:
    defaults = {"name": f"Gmina Testowa {next(_numbers)}", "kind": Organisation.Kind.GMINA}
    return Organisation.objects.create(**defaults | fields)


def make_membership(
    user: User | None = None, organisation: Organisation | None = None, **fields
) -> Membership:
    defaults = {"state": Membership.State.ACTIVE, "origin": Membership.Origin.REGISTER}
    return Membership.objects.create(
        user=user or make_user(),
        organisation=organisation or make_organisation(),
        **defaults | fields,
    )
