"""`{% explained %}…{% endexplained %}`: the first use of each term of the glossary is explained in place."""

from django import template
from django.template.base import NodeList, Parser, Token
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from knowledge.caching import shared
from knowledge.glossary.explaining import explain
from knowledge.glossary.views import terms_for_pages

register = template.Library()


class ExplainedNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        language = (get_language() or "pl")[:2]
        # Known where the page may be kept.
        version = getattr(context["request"], "content_version", None)
        terms = (
            terms_for_pages()
            if version is None
            else shared("terms", terms_for_pages, version=version)
        )
        return explain(self.nodelist.render(context), terms, language=language)


@register.tag
def explained(parser: Parser, token: Token) -> ExplainedNode:
    nodelist = parser.parse(("endexplained",))
    parser.delete_first_token()
    return ExplainedNode(nodelist)
