"""What the archive knows of a person: who imported, who decided, who added a document."""

PERSONAL_MODELS = (
    "projects_archive.Document",
    "projects_archive.FundingLine",
    "projects_archive.ImportRun",
    "projects_archive.ProjectRecord",
)
