"""Every kind of thing that can wait to be published, by its name."""

from tests.unpublished import worked_on, written

KINDS = {maker.__name__: maker for maker in (*written.MAKERS, *worked_on.MAKERS)}
