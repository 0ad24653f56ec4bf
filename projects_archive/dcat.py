"""Public projects as a DCAT-AP 3 catalogue: datasets with their released documents as distributions."""

from collections.abc import Callable, Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, RDF, SKOS, XSD, Namespace

from projects_archive.licences import licence_address
from projects_archive.models import DocumentVersion, FundingLine, Project, ProjectRecord

SPDX = Namespace("http://spdx.org/rdf/terms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
AUTHORITY = "http://publications.europa.eu/resource/authority"
POLISH = URIRef(f"{AUTHORITY}/language/POL")
THEME = URIRef(f"{AUTHORITY}/data-theme/TECH")
PUBLIC = URIRef(f"{AUTHORITY}/access-right/PUBLIC")
MEDIA_TYPE = "https://www.iana.org/assignments/media-types/"
PAGE_SIZE = 100

Absolute = Callable[[str], str]


class Catalogue:
    """One page of the catalogue; `absolute` makes an address of this site out of a path."""

    def __init__(self, absolute: Absolute) -> None:
        self.absolute, self.graph = absolute, Graph()
        for prefix, namespace in {
            "dcat": DCAT,
            "dct": DCTERMS,
            "spdx": SPDX,
            "hydra": HYDRA,
        }.items():
            self.graph.bind(prefix, namespace)
        with override("pl"):
            self.address = URIRef(absolute(reverse("projects_archive:project_list")))
        self._add_catalogue()

    def _add(self, subject: URIRef | BNode, **values: object) -> None:
        """Statements whose property is written `dct_title`, `dcat_theme`, `foaf_name` …"""
        namespaces = {"dct": DCTERMS, "dcat": DCAT, "foaf": FOAF, "spdx": SPDX, "skos": SKOS}
        for name, value in values.items():
            prefix, _underscore, term = name.partition("_")
            for one in value if isinstance(value, list) else [value]:
                if one is not None:
                    self.graph.add((subject, namespaces[prefix][term], one))

    def _typed(self, subject: URIRef | BNode, kind: URIRef) -> URIRef | BNode:
        self.graph.add((subject, RDF.type, kind))
        return subject

    def _add_catalogue(self) -> None:
        publisher = self._typed(URIRef(self.absolute("/#publisher")), FOAF.Agent)
        self._add(publisher, foaf_name=Literal("Punkt Wsparcia", lang="pl"))
        self._typed(self.address, DCAT.Catalog)
        self._add(
            self.address,
            dct_title=_in_both(lambda: _("Digital projects")),
            dct_description=_in_both(
                lambda: _(
                    "Digital projects of public offices paid by European funds: what was built, by "
                    "whom and for how much."
                )
            ),
            dct_publisher=publisher,
            dct_language=self._typed(POLISH, DCTERMS.LinguisticSystem),
            foaf_homepage=self._typed(URIRef(self.absolute("/")), FOAF.Document),
        )
        self._typed(THEME, SKOS.Concept)
        self._add(
            THEME,
            skos_prefLabel=[
                Literal("Nauka i technika", lang="pl"),
                Literal("Science and technology", lang="en"),
            ],
        )
        self._typed(PUBLIC, DCTERMS.RightsStatement)

    def add_paging(self, page: str, following: str) -> None:
        """Where this page is and where the next one begins (Hydra)."""
        view = self._typed(URIRef(self.absolute(page)), HYDRA.PartialCollectionView)
        self.graph.add((self.address, HYDRA.view, view))
        if following:
            self.graph.add((view, HYDRA.next, URIRef(self.absolute(following))))

    def add_project(self, project: Project, versions: Sequence[DocumentVersion]) -> None:
        """A project as a dataset, its released documents as distributions."""
        with override("pl"):
            page = self.absolute(project.get_absolute_url())
        dataset = self._typed(URIRef(f"{page}#project"), DCAT.Dataset)
        self.graph.add((self.address, DCAT.dataset, dataset))
        titles = {"pl": project.title_pl, "en": project.title_en}
        self._add(
            dataset,
            dct_title=[Literal(text, lang=code) for code, text in titles.items() if text],
            dct_description=Literal(_description(project), lang="pl"),
            dct_identifier=Literal(str(project.pk)),
            dct_publisher=self._beneficiary(project),
            dct_issued=Literal(timezone.localdate(project.added_at), datatype=XSD.date),
            dct_language=POLISH,
            dct_accessRights=PUBLIC,
            dct_temporal=self._period(project),
            dct_spatial=[self._place(one.name) for one in project.voivodeships.all()],
            dcat_theme=THEME,
            dcat_landingPage=self._typed(URIRef(page), FOAF.Document),
            dcat_distribution=[self._distribution(version) for version in versions],
        )

    def _beneficiary(self, project: Project) -> URIRef | BNode | None:
        """Who ran it; a natural person is never named."""
        if not project.beneficiary:
            return None
        agent = self._typed(BNode(), FOAF.Agent)
        regon = project.organisation.regon if project.organisation else ""
        self._add(
            agent,
            foaf_name=Literal(project.beneficiary, lang="pl"),
            dct_identifier=Literal(f"REGON:{regon}") if regon else None,
        )
        return agent

    def _period(self, project: Project) -> BNode | None:
        if not (project.started_on or project.ended_on):
            return None
        period = self._typed(BNode(), DCTERMS.PeriodOfTime)
        for term, day in (("startDate", project.started_on), ("endDate", project.ended_on)):
            if day:
                self.graph.add((period, DCAT[term], Literal(day, datatype=XSD.date)))
        return period

    def _place(self, name: str) -> BNode:
        place = self._typed(BNode(), DCTERMS.Location)
        self._add(place, skos_prefLabel=Literal(name.lower(), lang="pl"))
        return place

    def _distribution(self, version: DocumentVersion) -> URIRef:
        with override("pl"):
            page = self.absolute(version.document.get_absolute_url())
            download = self.absolute(reverse("files:download", args=[version.file_id]))
        distribution = self._typed(URIRef(f"{page}#file"), DCAT.Distribution)
        checksum = self._typed(BNode(), SPDX.Checksum)
        algorithm = self._typed(SPDX.checksumAlgorithm_sha256, SPDX.ChecksumAlgorithm)
        value = Literal(version.file.sha256, datatype=XSD.hexBinary)
        self._add(checksum, spdx_algorithm=algorithm, spdx_checksumValue=value)
        licence = licence_address(version.document.licence)
        self._add(
            distribution,
            dct_title=Literal(version.document.title, lang="pl"),
            dct_license=self._typed(URIRef(licence), DCTERMS.LicenseDocument) if licence else None,
            dcat_accessURL=URIRef(page),
            dcat_downloadURL=URIRef(download),
            dcat_byteSize=Literal(version.file.size, datatype=XSD.nonNegativeInteger),
            dcat_mediaType=self._typed(
                URIRef(MEDIA_TYPE + version.file.content_type), DCTERMS.MediaType
            ),
            spdx_checksum=checksum,
        )
        return distribution


def _in_both(text: Callable[[], str]) -> list[Literal]:
    found = []
    for code in ("pl", "en"):
        with override(code):
            found.append(Literal(str(text()), lang=code))
    return found


def _description(project: Project) -> str:
    """What was written, else what the list says, else the title: a dataset must have one."""
    record: ProjectRecord | None = getattr(project, "record", None)
    if record and record.live and record.summary_pl:
        return record.summary_pl
    lines: list[FundingLine] = list(project.lines.all())
    return next((line.description for line in lines if line.description), project.title_pl)


def released_versions(projects: Sequence[Project]) -> Mapping[int, Sequence[DocumentVersion]]:
    """The newest released version of each document, by project."""
    versions = DocumentVersion.objects.released().filter(document__project__in=projects)
    newest = {}
    for version in versions.select_related("document", "file").order_by("number"):
        newest[version.document_id] = version
    found: dict[int, list[DocumentVersion]] = {}
    for version in newest.values():
        found.setdefault(version.document.project_id, []).append(version)
    return found
