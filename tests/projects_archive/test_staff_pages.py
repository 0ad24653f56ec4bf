"""The pages of those who look after the archive: judging, imports, records."""

import pytest
from django.test import Client
from django.urls import reverse

from projects_archive.models import RefusedRow
from tests.cast import Cast
from tests.counting import queries_of
from tests.projects_archive.factories import (
    csv_2014,
    make_line,
    make_project,
    make_run,
    row_2014,
    take_in,
)


@pytest.mark.parametrize("name", ["review", "import_list"])
def test_staff_lists_cost_the_same_for_one_row_and_for_twenty(
    client: Client, cast: Cast, name: str
) -> None:
    address = reverse(f"projects_archive:{name}")
    client.force_login(cast.editor)
    make_line(verdict="unsure")
    one = queries_of(client, address)
    for _ in range(24):
        make_line(verdict="unsure")

    assert queries_of(client, address) == one
    assert one <= 12


def test_judging_without_javascript_returns_to_the_list(client: Client, cast: Cast) -> None:
    line = make_line(verdict="unsure")
    client.force_login(cast.editor)

    answer = client.post(f"/pl/projects/review/{line.pk}/judge/", {"verdict": "digital"})

    line.refresh_from_db()
    assert (answer.status_code, line.verdict, line.project.is_public) == (302, "digital", True)


def test_judging_with_htmx_answers_with_the_row_and_undo(client: Client, cast: Cast) -> None:
    line = make_line(verdict="unsure")
    client.force_login(cast.editor)
    headers = {"HX-Request": "true"}
    address = f"/pl/projects/review/{line.pk}/"

    judged = client.post(address + "judge/", {"verdict": "not_digital"}, headers=headers)
    again = client.post(address + "judge/", {"verdict": "digital"}, headers=headers)
    undone = client.post(address + "withdraw/", headers=headers)

    assert 'data-key="u"' in judged.content.decode()
    assert 'role="alert"' in again.content.decode()
    assert 'data-key="d"' in undone.content.decode()


def test_a_verdict_that_is_none_is_refused(client: Client, cast: Cast) -> None:
    line = make_line(verdict="unsure")
    client.force_login(cast.editor)

    client.post(f"/pl/projects/review/{line.pk}/judge/", {"verdict": "maybe"})

    line.refresh_from_db()
    assert (line.verdict, line.judged_at) == ("unsure", None)


def test_the_import_report_shows_and_exports_refused_rows(
    client: Client, cast: Cast, tmp_path
) -> None:
    result = take_in(csv_2014(tmp_path, row_2014(), row_2014("=1+1", "sto")))
    client.force_login(cast.editor)

    page = client.get(result.run.get_absolute_url()).content.decode()
    content = client.get(f"/pl/projects/imports/{result.run.pk}/refused.csv")

    assert RefusedRow.objects.get().get_reason_display() in page
    cells = b"".join(content.streaming_content).decode().splitlines()[1].split('";"')
    assert cells[:3] == ['"3', RefusedRow.objects.get().get_reason_display(), "sto"]
    assert "Tytuł projektu: =1+1" in cells[3].split(" | ")  # the database may order the columns
    assert cells[3][0] not in "=+-@"


def test_an_unfinished_run_says_how_to_go_on(client: Client, cast: Cast) -> None:
    run = make_run(state="due", rows_done=500)
    client.force_login(cast.editor)

    assert "500" in client.get(run.get_absolute_url()).content.decode()


def test_describing_a_project_opens_one_draft(client: Client, cast: Cast) -> None:
    project = make_project()
    client.force_login(cast.administrator)
    address = f"/pl/projects/{project.pk}/describe/"

    first, second = client.post(address), client.post(address)

    assert first.url == second.url
    assert client.get(first.url).status_code == 200
    assert not project.record.live
