"""The blocks of which pages are made; each is drawn by `templates/knowledge/blocks/<name>.html`."""

from django.core.validators import MinLengthValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Site

from knowledge.admin.choosers import provision_chooser, requirement_text_chooser
from knowledge.checklists import checklist_of
from knowledge.models.controller import Controller

INLINE = ["bold", "italic", "link", "document-link"]
TEXT = ["h2", "h3", "ol", "ul", *INLINE]

RequirementTextBlock = requirement_text_chooser.get_block_class(
    name="RequirementTextBlock", module_path="knowledge.blocks"
)
ProvisionBlock = provision_chooser.get_block_class(
    name="ProvisionBlock", module_path="knowledge.blocks"
)


class CalloutBlock(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        [("info", _("good to know")), ("warn", _("careful")), ("bad", _("danger"))],
        default="info",
        label=_("Kind"),
    )
    text = blocks.RichTextBlock(features=INLINE, label=_("Text"))

    class Meta:
        icon = "warning"
        label = _("Callout")
        template = "knowledge/blocks/callout.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("What to do"))
    text = blocks.RichTextBlock(features=["ul", *INLINE], required=False, label=_("How"))


class StepsBlock(blocks.StructBlock):
    steps = blocks.ListBlock(StepBlock(), min_num=1, label=_("Steps"))
    is_checklist = blocks.BooleanBlock(
        required=False,
        label=_("Checklist"),
        help_text=_("Readers who are signed in can tick what they have done."),
    )

    def get_context(self, value, parent_context=None):
        """`ticked` of the page holds the keys of steps; it is missing where nobody can tick."""
        context = super().get_context(value, parent_context)
        ticked = (parent_context or {}).get("ticked")
        if value.get("is_checklist") and ticked is not None:
            context["checklist"] = checklist_of(value["steps"], ticked)
        return context

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "knowledge/blocks/steps.html"


class TableBlock(TypedTableBlock):
    text = blocks.RichTextBlock(features=INLINE, label=_("Text"))
    number = blocks.CharBlock(
        label=pgettext_lazy("in a table", "Number"), template="knowledge/blocks/number.html"
    )

    class Meta:
        icon = "table"
        label = _("Table")
        template = "knowledge/blocks/table.html"


class RequirementCitationBlock(blocks.StructBlock):
    requirement = RequirementTextBlock(label=_("Requirement"))
    note = blocks.CharBlock(required=False, max_length=250, label=_("Why it is cited"))

    class Meta:
        icon = "list-ul"
        label = _("Requirement citation")
        template = "knowledge/blocks/requirement_citation.html"


class ProvisionCitationBlock(blocks.StructBlock):
    provision = ProvisionBlock(label=_("Provision"))
    on = blocks.DateBlock(label=_("As it stood on"), help_text=_("The day the text is about."))

    class Meta:
        icon = "doc-full"
        label = _("Provision citation")
        template = "knowledge/blocks/provision_citation.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        provision = value["provision"]
        context["period"] = provision and provision.on(value["on"])
        return context


class FileBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    note = blocks.CharBlock(required=False, max_length=250, label=_("What it is for"))

    class Meta:
        icon = "download"
        label = _("File to download")
        template = "knowledge/blocks/file.html"


class FigureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label=_("Picture"))
    alternative = blocks.CharBlock(
        max_length=250,
        validators=[MinLengthValidator(5)],
        label=_("What the picture says"),
        help_text=_("For those who cannot see it."),
    )
    caption = blocks.CharBlock(required=False, max_length=250, label=_("Caption"))

    class Meta:
        icon = "image"
        label = _("Figure")
        template = "knowledge/blocks/figure.html"


class QuestionBlock(blocks.StructBlock):
    question = blocks.CharBlock(max_length=250, label=_("Question"))
    answer = blocks.RichTextBlock(features=["ol", "ul", *INLINE], label=_("Answer"))

    class Meta:
        icon = "help"
        label = _("Question and answer")
        template = "knowledge/blocks/question.html"


class CodeBlock(blocks.StructBlock):
    caption = blocks.CharBlock(required=False, max_length=120, label=_("What it is"))
    code = blocks.TextBlock(rows=8, label=_("Code"))

    class Meta:
        icon = "code"
        label = _("Code")
        template = "knowledge/blocks/code.html"


class ControllerBlock(blocks.StaticBlock):
    """Who answers for the personal data of the site, from the site's settings."""

    def get_context(self, value: None, parent_context: dict | None = None) -> dict:
        controller = Controller.for_site(Site.objects.get(is_default_site=True))
        return super().get_context(value, parent_context) | {"controller": controller}

    class Meta:
        icon = "user"
        label = _("Controller of personal data")
        admin_text = _("Filled in from the site's settings.")
        template = "knowledge/blocks/controller.html"


class BodyBlock(blocks.StreamBlock):
    """The body of a page: ten kinds of blocks, so that writers know them all."""

    text = blocks.RichTextBlock(
        features=TEXT, icon="pilcrow", label=_("Text"), template="knowledge/blocks/text.html"
    )
    callout = CalloutBlock()
    steps = StepsBlock()
    table = TableBlock()
    requirement = RequirementCitationBlock()
    provision = ProvisionCitationBlock()
    file = FileBlock()
    figure = FigureBlock()
    question = QuestionBlock()
    code = CodeBlock()


class InformationBlock(BodyBlock):
    """The body of a page about the site itself."""

    controller = ControllerBlock()
