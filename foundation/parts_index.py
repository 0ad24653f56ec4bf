"""An index for `LIKE '%part%'` on a column of folded text (`foundation.folding`)."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class PartsIndex(models.Index):
    """Finds any part of a text: by its trigrams on PostgreSQL, elsewhere by reading this narrow copy.

    The app whose first migration holds one stands in `run_before` of the migration that installs pg_trgm.
    """

    def create_sql(self, model, schema_editor, using="", **kwargs):
        index: models.Index = models.Index(fields=self.fields, name=self.name)
        if schema_editor.connection.vendor == "postgresql":
            index = GinIndex(fields=self.fields, name=self.name, opclasses=["gin_trgm_ops"])
        return index.create_sql(model, schema_editor, **kwargs)
