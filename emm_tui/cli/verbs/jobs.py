"""Shows the runs so far; takes up one that was interrupted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from emm_tui.cli.invocation import Invocation
from emm_tui.cli.options import Verbs, number

if TYPE_CHECKING:
    from emm_tui.domain.media import Job
    from emm_tui.session import Session


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Shows the runs so far, and takes up one that was interrupted. Alone it lists them."""
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_jobs)


@command.command("list")
@click.option("--limit", type=number(1), default=50, show_default=True, help="At most N runs.")
@click.pass_obj
def list_jobs(invocation: Invocation, limit: int = 50) -> None:
    """Lists the runs, the last one first."""
    from emm_tui.cli import report_views
    from emm_tui.cli.text import Column, table

    with invocation.session() as session:
        jobs = session.library.jobs(limit)
    if invocation.options.json:
        invocation.out.document("jobs", {"jobs": [report_views.job(job) for job in jobs]})
        return
    if not jobs:
        invocation.out.text("No runs yet.")
        return
    columns = [Column("id", True), Column("verb", role="bold"), Column("state", role="state"), Column("started")]
    columns += [Column("ended"), Column("items", True), Column("done", True), Column("failed", True)]
    invocation.out.long_text(table(columns, map(_row, jobs), invocation.out.terminal))


@command.command("show")
@click.argument("job", type=number(1))
@click.pass_obj
def show_job(invocation: Invocation, job: int) -> None:
    """Shows one run and what failed in it."""
    from emm_tui.cli import report_views
    from emm_tui.cli.page import Page
    from emm_tui.cli.words import moment

    with invocation.session() as session:
        found = session.library.job(job)
        failures = session.library.job_failures(job)
    if invocation.options.json:
        body = {**report_views.job(found), "arguments": found.arguments}
        body["failures"] = [report_views.failure(one) for one in failures]
        invocation.out.document("jobs.show", body)
        return
    page = Page(invocation.out.terminal)
    page.heading(f"{found.verb} {found.id}")
    page.lines.append(page.terminal.state(found.state))
    page.fact("started", moment(found.started))
    page.fact("ended", moment(found.ended))
    page.fact("items", f"{found.items:,}, {found.done:,} done, {found.failed:,} failed")
    page.facts("failed", [f"{one.path or one.item}: {one.stage}: {one.error}" for one in failures], "bad")
    invocation.out.text(*page.lines)


@command.command("resume")
@click.argument("job", type=number(1), required=False)
@click.pass_obj
def resume_job(invocation: Invocation, job: int | None) -> int:
    """Goes on with an interrupted run, the last one without a number; what was done is not done again."""
    from emm_tui.cli.run import run
    from emm_tui.cli.scrape_page import tell

    return tell(invocation, run(invocation, lambda session: session.resume(job)), "jobs.resume")


@command.command("cancel")
@click.argument("job", type=number(1))
@click.pass_obj
def cancel_job(invocation: Invocation, job: int) -> None:
    """Gives up an interrupted run: it will not be resumed."""
    from emm_tui.cli import report_views
    from emm_tui.cli.run import run

    async def cancel(session: Session) -> Job:
        return await session.cancel_job(job)

    found = run(invocation, cancel)
    if invocation.options.json:
        invocation.out.document("jobs.cancel", report_views.job(found))
    else:
        invocation.out.text(f"Job {found.id} is {found.state}.")


def _row(job: Job) -> list[str]:
    from emm_tui.cli.words import moment

    counts = [f"{number:,}" for number in (job.items, job.done, job.failed)]
    return [str(job.id), job.verb, job.state, moment(job.started), moment(job.ended), *counts]
