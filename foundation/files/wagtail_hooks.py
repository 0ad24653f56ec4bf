from wagtail import hooks

from foundation.files import integrity, personal_data

hooks.register("personal_data", personal_data.personal_data)
hooks.register("erase_person", personal_data.erase_person)
hooks.register("integrity_checks", integrity.checks)
