"""Reads families of records, and single ones, from Hero365, which cannot say what has changed."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from erp import Customer, Job, Member, Project
from erp.job_status import NOT_BEGUN, OPEN
from sync import documents
from sync.answers import UNEXPECTED, RefusedError
from sync.client import Hero365Client
from sync.documents import Document, Names
from sync.families import Record
from sync.numbering import spoken_number
from sync.projection import Records

_log = logging.getLogger(__name__)

WINDOW = 2000
"""How many records of a family are kept, the newest: what can be said on one device has its bounds."""
_PAGE = 200
_MEMBERS_PAGE = 100
_SOON = timedelta(days=7)
_NEXT_DAY = timedelta(days=1)
_MOST_ALONE = 20
"""Jobs that are read one by one with each reading of all."""
_MOST_PROJECTS_ALONE = 100
"""Likewise projects: once each, since their numbers never change. The others get theirs with the next readings."""
_OVER = frozenset({"completed", "cancelled"})
"""Statuses of projects of which less is said."""

_UnderstoodT = TypeVar("_UnderstoodT")


class Reader:
    """Reads the records of one business, each with the names in those that were read before it.

    Hero365 shows ids of people in most places, and their names in few: `people` are names known otherwise.
    """

    def __init__(
        self, hero365: Hero365Client, known: Records, people: Names = MappingProxyType({}), window: int = WINDOW
    ) -> None:
        self._hero365 = hero365
        self._known = known
        self._window = window
        self._people = {**_names(known.team.values()), **people}
        self._customers = _names(known.customers.values())
        self._families: Mapping[str, Callable[[], Any]] = {
            "customers": self._all_customers,
            "team": self._all_members,
            "jobs": self._all_jobs,
            "projects": self._all_projects,
            "parts": self._all_parts,
            "estimates": self._all_estimates,
            "invoices": self._all_invoices,
        }

    async def family(self, name: str) -> list[Record]:
        """The newest records of a family, those first that are preferred where two have one name.

        Raises:
            NotSentError, LostAnswerError, SignInError, RefusedError: as `Hero365Client.ask`.
            UNEXPECTED: an answer has another shape than Hero365's.
        """
        records: list[Record] = await self._families[name]()
        return records

    async def one(self, family: str, ref: str) -> Record:
        """One record as Hero365 holds it now. Raises as `family`, and LookupError where nothing reads just one."""
        path = {"customers": "contacts", "parts": "products"}.get(family, family)
        if family == "team":
            raise LookupError("Hero365 shows the members of a business together.")
        document = await self._hero365.ask("GET", f"/{path}/{ref}")
        if document["business_id"] != self._hero365.account.business_id:
            raise LookupError("It is another business's.")
        match family:
            case "customers":
                return documents.customer(document)
            case "jobs":
                return documents.job(document, self._people)
            case "projects":
                return self._whole_project(document)
            case "parts":
                return documents.part(document)
            case "estimates":
                return documents.estimate(document, self._customers)
            case _:
                return documents.invoice(document, self._customers)

    async def _all_customers(self) -> list[Customer]:
        customers = _understood(self._customer, await self._pages("contacts"))
        self._customers = _names(customers)
        return customers

    def _customer(self, document: Document) -> Customer:
        self._learn_name(document["assigned_to"])
        return documents.customer(document)

    async def _all_members(self) -> list[Member]:
        path = f"/businesses/{self._hero365.account.business_id}/members"
        found: list[Document] = []
        while len(found) % _MEMBERS_PAGE == 0:
            page = await self._hero365.ask("GET", path, params={"skip": len(found), "limit": _MEMBERS_PAGE})
            found += page
            if not page:
                break
        members = _understood(lambda document: documents.member(document, self._people), found)
        named = [member for member in members if member]
        if len(named) < len(found):
            _log.info("members without a name", extra={"members": len(found), "named": len(named)})
        self._people |= _names(named)
        return named

    async def _all_jobs(self) -> list[Job]:
        """The open ones, and those of the next days, come first; they are kept however long ago they were made."""
        found = await self._pages("jobs")
        if len(found) >= self._window:
            for status in sorted(OPEN):
                found += await self._searched_jobs(status)
        listed = _understood(self._listed_job, found)
        jobs = {job.ref: job for job, _ in listed}
        changed = {job.ref: changed_at for job, changed_at in listed}
        zone = ZoneInfo(self._hero365.account.time_zone)
        today = datetime.now(zone).date()
        nearest = sorted(jobs.values(), key=lambda job: not _is_near(job, today, zone))[: self._window]
        unread = [job.ref for job in nearest if not job.notes_read or job.changed_at != changed[job.ref]]
        at_hand = {job.ref for job in nearest if self._is_at_hand(job, today, zone)}
        alone = await self._read_alone([ref for ref in unread if ref in at_hand][:_MOST_ALONE])
        return [alone.get(job.ref, job) for job in nearest]

    def _listed_job(self, document: Document) -> tuple[Job, datetime | None]:
        """With what no list shows, as it was when the job was read alone; and when it was changed last."""
        job, changed_at = documents.job(document, self._people), documents.changed_at(document)
        known = self._known.jobs.get(job.ref)
        if known is None:
            return job, changed_at
        as_read_alone = replace(
            job,
            address=job.address or known.address,
            notes=known.notes,
            notes_read=known.notes_read,
            changed_at=known.changed_at,
        )
        return as_read_alone, changed_at

    async def _read_alone(self, refs: Iterable[str]) -> Mapping[str, Job]:
        """Those of the jobs that can be read one by one."""
        alone = {}
        for ref in refs:
            try:
                alone[ref] = documents.job(await self._hero365.ask("GET", f"/jobs/{ref}"), self._people)
            except (RefusedError, *UNEXPECTED) as error:  # as it was listed it serves
                _log.info("job not read", extra={"error": type(error).__name__})
        return alone

    def _is_at_hand(self, job: Job, today: date, zone: ZoneInfo) -> bool:
        """Whether the person works on it or goes there by tomorrow, or its notes were read before."""
        if job.notes_read:
            return True
        if job.status not in OPEN or not {self._hero365.account.user_id, self._hero365.account.full_name}.intersection(
            job.assigned_to
        ):
            return False
        start = job.scheduled_start
        begun = job.status not in NOT_BEGUN
        return begun or (start is not None and today <= start.astimezone(zone).date() <= today + _NEXT_DAY)

    async def _searched_jobs(self, status: str) -> list[Document]:
        found: list[Document] = []
        while len(found) < self._window:
            wanted = {"status": status, "skip": len(found), "limit": _PAGE}
            page = (await self._hero365.ask("POST", "/jobs/search", json=wanted))["jobs"]
            found += page
            if len(page) < _PAGE:
                break
        return found

    async def _all_projects(self) -> list[Project]:
        listed = _understood(self._listed_project, await self._pages("projects"))
        unread = sorted((each for each in listed if not each.read_alone), key=lambda each: each.status in _OVER)
        alone = {each.ref: await self._read_project(each) for each in unread[:_MOST_PROJECTS_ALONE]}
        return [alone.get(project.ref, project) for project in listed]

    def _listed_project(self, document: Document) -> Project:
        """With what no list shows, as far as it is known."""
        listed = documents.project(document, "", ())
        known = self._known.projects.get(listed.ref)
        if known is None:
            return listed
        return replace(listed, number=known.number, team=known.team, read_alone=known.read_alone or bool(known.number))

    async def _read_project(self, listed: Project) -> Project:
        try:
            return self._whole_project(await self._hero365.ask("GET", f"/projects/{listed.ref}"))
        except (RefusedError, *UNEXPECTED) as error:  # as it was listed it serves
            _log.info("project not read", extra={"error": type(error).__name__})
            return listed

    def _whole_project(self, document: Document) -> Project:
        team = tuple(self._people.get(user, user) for user in document["team_members"] or ())
        whole = documents.project(document, spoken_number(document["project_number"] or ""), team)
        return replace(whole, read_alone=True)

    async def _all_parts(self) -> list[Record]:
        return [*_understood(documents.part, await self._pages("products"))]

    async def _all_estimates(self) -> list[Record]:
        found = await self._pages("estimates")
        return [*_understood(lambda document: documents.estimate(document, self._customers), found)]

    async def _all_invoices(self) -> list[Record]:
        found = await self._pages("invoices")
        return [*_understood(lambda document: documents.invoice(document, self._customers), found)]

    async def _pages(self, family: str) -> list[Document]:
        """The newest documents. A page that is not full is the last: Hero365's totals are not reliable."""
        found: list[Document] = []
        while len(found) < self._window:
            limit = min(_PAGE, self._window - len(found))
            page = await self._hero365.ask("GET", f"/{family}", params={"skip": len(found), "limit": limit})
            found += page[family]
            if len(page[family]) < limit:
                break
        return found

    def _learn_name(self, reference: object) -> None:
        """Documents refer to people by their id, or by a few facts about them."""
        if not isinstance(reference, dict):
            return
        name = reference.get("full_name") or reference.get("display_name")
        if name:
            self._people.setdefault(str(reference["id"]), str(name))


def _understood(understand: Callable[[Document], _UnderstoodT], found: Iterable[Document]) -> list[_UnderstoodT]:
    """What is understood of the documents. An odd one is left out: the others are known all the same.

    Raises:
        UNEXPECTED: not one of them has the shape of Hero365's.
    """
    understood, odd = [], []
    for document in found:
        try:
            understood.append(understand(document))
        except UNEXPECTED as error:
            odd.append(error)
    if odd and not understood:
        raise odd[0]
    if odd:
        _log.error("documents not understood", extra={"documents": len(odd), "error": type(odd[0]).__name__})
    return understood


def _names(records: Iterable[Customer | Member]) -> dict[str, str]:
    return {record.ref: record.name for record in records}


def _is_near(job: Job, today: date, zone: ZoneInfo) -> bool:
    if job.status in OPEN:
        return True
    return job.scheduled_start is not None and today <= job.scheduled_start.astimezone(zone).date() <= today + _SOON
