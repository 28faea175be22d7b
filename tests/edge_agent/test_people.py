"""Several people share one unit: each comes back by a PIN, and each one's commands stay theirs."""

import asyncio
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier
from uuid import uuid4

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.cli.options import places_in_use, practice_places
from edge_agent.people import People, PinError
from edge_agent.running import until_switched
from edge_agent.settings import Places
from erp import Instruction
from erp.job_crew import JobAddNote
from sync.account import Account
from sync.cache import Cache
from sync.errors import AccountError
from sync.outbox import Outbox
from sync.rows import Origin, State
from sync.store import Store


def account(name: str, *, access: str = "a", business: str = "Northside Plumbing") -> Account:
    first = name.split(maxsplit=1)[0].lower()
    return Account(
        url="http://127.0.0.1:1/v1",
        email=f"{first}@example.com",
        user_id=f"user-{first}",
        full_name=name,
        business_id=f"business-{business[:4]}",
        business_name=business,
        time_zone="America/Chicago",
        access_token=SecretStr(access),
        refresh_token=SecretStr("r"),
    )


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path)


@pytest.fixture
def people(places: Places) -> People:
    """Rosa has a PIN, and then Marcus signed in."""
    people = People(places)
    people.sign_in(account("Rosa Delgado"))
    people.give_pin("4711")
    people.sign_in(account("Marcus Reed"))
    return people


def current(places: Places) -> str:
    return Account.load(places.account).full_name


def test_the_unit_works_for_whoever_signed_in_last(people: People, places: Places) -> None:
    assert current(places) == "Marcus Reed"
    shown = [(person.account.full_name, person.is_current, person.has_pin) for person in people.all()]
    assert shown == [("Marcus Reed", True, False), ("Rosa Delgado", False, True)]


def test_a_pin_brings_a_person_back(people: People, places: Places) -> None:
    assert people.switch("rosa", "4711").account.full_name == "Rosa Delgado"
    assert current(places) == "Rosa Delgado"


def test_a_wrong_pin_changes_nothing(people: People, places: Places) -> None:
    with pytest.raises(PinError, match="not the PIN"):
        people.switch("Rosa Delgado", "4712")
    assert current(places) == "Marcus Reed"


def test_after_five_wrong_pins_even_the_right_one_is_refused_until_the_password_was_given(people: People) -> None:
    for _ in range(5):
        with pytest.raises(PinError, match="not the PIN"):
            people.switch("Rosa Delgado", "0000")
    with pytest.raises(PinError, match="password"):
        people.switch("Rosa Delgado", "4711")
    people.sign_in(account("Rosa Delgado"))
    people.sign_in(account("Marcus Reed"))
    assert people.switch("Rosa Delgado", "4711").is_current is False  # as it was before
    assert [person.account.full_name for person in people.all() if person.is_current] == ["Rosa Delgado"]


def test_what_several_commands_change_at_once_is_all_kept(people: People, places: Places) -> None:
    start = Barrier(5)

    def guess(pin: str) -> None:
        start.wait(30)
        with pytest.raises(PinError, match="not the PIN"):
            People(places).switch("Rosa Delgado", pin)

    with ThreadPoolExecutor(5) as guessing:
        list(guessing.map(guess, ["0000", "1111", "2222", "3333", "4444"]))
    with pytest.raises(PinError, match="Too many PINs were wrong"):
        people.switch("Rosa Delgado", "4711")


def test_wrong_pins_in_between_are_forgotten_by_a_right_one(people: People) -> None:
    for _ in range(3):
        for _ in range(4):
            with pytest.raises(PinError):
                people.switch("Rosa Delgado", "0000")
        people.switch("Rosa Delgado", "4711")


def test_nobody_comes_back_without_a_pin(people: People, places: Places) -> None:
    people.switch("Rosa Delgado", "4711")
    with pytest.raises(PinError, match="has no PIN"):
        people.switch("Marcus Reed", "")
    assert current(places) == "Rosa Delgado"


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "٤٧١١", "12 34"])
def test_a_pin_has_four_to_eight_figures(people: People, pin: str) -> None:
    with pytest.raises(PinError, match="4 to 8 figures"):
        people.give_pin(pin)


def test_a_name_that_fits_nobody_or_several_is_refused(people: People) -> None:
    with pytest.raises(AccountError, match=r"Nobody called 'Tina'.*Marcus Reed, Rosa Delgado"):
        people.named("Tina")
    people.sign_in(account("Rosa Delgado", business="Southside Heating"))
    with pytest.raises(AccountError, match="fits several people"):
        people.named("Rosa Delgado")


def test_tokens_renewed_for_somebody_else_do_not_touch_the_current_account(people: People, places: Places) -> None:
    """Delivery that is on its way for Marcus may renew his token when the unit works for Rosa already."""
    file = places.account.resolve()
    people.switch("Rosa Delgado", "4711")
    account("Marcus Reed", access="renewed").save(file)
    assert current(places) == "Rosa Delgado"
    assert people.named("Marcus").account.access_token.get_secret_value() == "renewed"


def test_who_is_forgotten_has_no_account_here(people: People, places: Places) -> None:
    people.forget("Marcus Reed")
    assert not places.account.exists()
    assert [person.account.full_name for person in people.all()] == ["Rosa Delgado"]
    assert people.switch("Rosa", "4711").account.full_name == "Rosa Delgado"


def test_an_account_from_before_there_were_several_is_kept(places: Places) -> None:
    account("Rosa Delgado").save(places.account)
    people = People(places)
    people.sign_in(account("Marcus Reed"))
    assert [person.account.full_name for person in people.all()] == ["Marcus Reed", "Rosa Delgado"]


def test_it_can_be_signed_in_again_with_a_new_token_or_where_nobody_can_read_it(places: Places) -> None:
    people = People(places)
    for kept in (account("Rosa Delgado").model_dump_json(), "half of an acc"):
        places.account.unlink(missing_ok=True)
        places.account.write_text(kept)
        people.sign_in(account("Rosa Delgado", access="new"))
        assert Account.load(places.account).access_token.get_secret_value() == "new"


def test_where_an_account_cannot_be_kept_the_unit_works_for_whoever_it_did(places: Places) -> None:
    account("Rosa Delgado").save(places.account)
    places.people.write_text("no folder")  # as a disk on which nothing can be made
    with pytest.raises(AccountError):
        People(places).sign_in(account("Marcus Reed"))
    assert current(places) == "Rosa Delgado"


def test_nor_is_it_lost_where_only_the_new_one_has_no_room(places: Places) -> None:
    account("Rosa Delgado").save(places.account)
    (places.people / "user-marcus.business-Nort.account.json").mkdir(parents=True)
    with pytest.raises(AccountError):
        People(places).sign_in(account("Marcus Reed"))
    assert current(places) == "Rosa Delgado"


def test_an_account_that_cannot_be_read_is_named_and_keeps_nobody_else_from_the_unit(
    people: People, places: Places
) -> None:
    damaged = places.account.resolve()
    damaged.write_text("half of an acc")
    for command in (["people", "list"], ["people", "switch", "Rosa", "--pin", "4711"], ["data", "export"]):
        ran = CliRunner().invoke(app, [*command, "--state", str(places.folder)])
        assert ran.exit_code == 0, ran.output
        assert ran.stderr == f"{damaged} is no account file; run `hero365-edge login` again.\n"
        assert "Rosa Delgado" in ran.stdout
    assert current(places) == "Rosa Delgado"


def test_of_a_unit_whose_only_account_cannot_be_read_it_is_not_said_that_nobody_signed_in(places: Places) -> None:
    People(places).sign_in(account("Rosa Delgado"))
    places.account.resolve().write_text("")
    ran = CliRunner().invoke(app, ["people", "list", "--state", str(places.folder)])
    assert "is no account file" in ran.stderr
    assert "Nobody has signed in" not in ran.stdout


def test_what_they_said_is_still_shown_though_the_unit_was_practised_on_before(places: Places) -> None:
    practised = practice_places(places)
    practised.folder.mkdir(parents=True)
    practised.database.touch()
    people = People(places)
    people.sign_in(account("Rosa Delgado"))
    people.forget("Rosa")
    assert places_in_use(places.folder) == places


def test_a_unit_whose_last_person_was_forgotten_does_not_practise(places: Places) -> None:
    """Nothing of what it answers with "saved" would leave it."""
    people = People(places)
    people.sign_in(account("Rosa Delgado"))
    people.forget("Rosa")
    ran = CliRunner().invoke(app, ["say", "start job 57", "--state", str(places.folder)])
    assert isinstance(ran.exception, AccountError)
    assert "works for nobody now" in str(ran.exception)
    assert not (places.folder / "practice").exists()


def test_only_the_owner_reads_accounts_and_pins(people: People, places: Places) -> None:
    files = list(places.people.glob("*.json"))
    assert len(files) == 3
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert not any("4711" in file.read_text() for file in files)


async def test_a_running_agent_notices_that_it_works_for_somebody_else(people: People, places: Places) -> None:
    stop = asyncio.Event()
    async with until_switched(places, stop) as over:
        assert not over.is_set()
        await asyncio.to_thread(people.switch, "Rosa Delgado", "4711")
        await asyncio.wait_for(over.wait(), 30)
    assert not stop.is_set()


async def test_a_running_agent_that_is_stopped_is_over(people: People, places: Places) -> None:
    stop = asyncio.Event()
    async with until_switched(places, stop) as over:
        stop.set()
        await asyncio.wait_for(over.wait(), 30)


def test_the_command_line_lists_and_switches(people: People, places: Places) -> None:
    def run(*arguments: str) -> str:
        ran = CliRunner().invoke(app, ["people", *arguments, "--state", str(places.folder)])
        assert ran.exit_code == 0, ran.output
        return ran.output

    assert "marcus@example.com" in run("list")
    assert run("switch", "Rosa", "--pin", "4711") == "The unit works for Rosa Delgado at Northside Plumbing now.\n"
    assert '"name": "Rosa Delgado"' in run("list", "--json")
    assert run("forget", "Marcus") == "Marcus Reed is signed out of this unit.\n"


def test_how_somebody_likes_to_be_spoken_to_is_theirs(people: People, places: Places) -> None:
    def prefer(*arguments: str) -> str:
        ran = CliRunner().invoke(app, ["people", "prefer", *arguments, "--state", str(places.folder)])
        assert ran.exit_code == 0, ran.output
        return ran.output

    before = {person.account.full_name: person.account for person in people.all()}
    spoken_to = Account.load(places.account).full_name
    assert prefer("--tone", "brief") == f"{spoken_to} is spoken to in English, in brief.\n"
    assert prefer("--language", "es") == f"{spoken_to} is spoken to in Spanish, in brief.\n"
    changed = {person.account.full_name: person.account for person in people.all()}
    assert (changed[spoken_to].language, changed[spoken_to].tone) == ("es", "brief")
    assert {name: one for name, one in changed.items() if name != spoken_to} == {
        name: one for name, one in before.items() if name != spoken_to
    }
    with Store.open(places.database) as store:
        assert Cache(store).snapshot().language == "es"


def test_who_signs_in_anew_is_spoken_to_as_before(people: People, places: Places) -> None:
    people.prefer(tone="formal")
    assert people.sign_in(account("Marcus Reed", access="b")).tone == "formal"
    assert Account.load(places.account).tone == "formal"
    assert people.sign_in(account("Rosa Delgado")).tone == "plain"


def test_nothing_is_changed_beside_a_running_agent(people: People, places: Places) -> None:
    with Store.open(places.database):
        ran = CliRunner().invoke(app, ["people", "prefer", "--tone", "formal", "--state", str(places.folder)])
    assert ran.exit_code
    assert Account.load(places.account).tone == "plain"


def test_whoever_comes_back_sees_the_business_as_their_own(people: People, places: Places) -> None:
    marcus = account("Marcus Reed").model_copy(update={"permissions": frozenset({"edit_jobs"}), "language": "es"})
    with Store.open(places.database) as store:
        Cache(store).introduce(marcus)
    ran = CliRunner().invoke(app, ["people", "switch", "Rosa", "--pin", "4711", "--state", str(places.folder)])
    assert ran.exit_code == 0, ran.output
    with Store.open(places.database) as store:
        snapshot = Cache(store).snapshot()
    assert (snapshot.technician, snapshot.language, snapshot.permissions) == ("Rosa Delgado", "en", frozenset())


def test_they_come_back_though_an_agent_runs(people: People, places: Places) -> None:
    with Store.open(places.database):
        ran = CliRunner().invoke(app, ["people", "switch", "Rosa", "--pin", "4711", "--state", str(places.folder)])
    assert ran.exit_code == 0, ran.output
    assert current(places) == "Rosa Delgado"


def test_who_is_forgotten_leaves_what_was_not_sent_and_the_command_line_says_so(people: People, places: Places) -> None:
    def origin(user: str) -> Origin:
        return Origin(user, "business-Nort", "America/Chicago", uuid4(), "words", "typed", datetime.now(UTC))

    def note() -> Instruction:
        return Instruction(uuid4(), JobAddNote(job="57", note="valve leaks"), {"job": "j57"})

    with Store.open(places.database) as store:
        outbox = Outbox(store)
        outbox.enqueue([note()], origin("user-rosa"))
        done, *_ = outbox.enqueue([note(), note(), note()], origin("user-marcus"))
        outbox.move(done, State.DONE, {State.PENDING})
    said = CliRunner().invoke(app, ["people", "forget", "Marcus", "--state", str(places.folder)]).output
    assert said == (
        "Marcus Reed is signed out of this unit.\n"
        "Commands of theirs that have not reached Hero365: 2. They wait here, and go only once Marcus Reed signs in "
        "again.\n"
    )


def test_a_spanish_speaking_person_reads_the_list_in_spanish(people: People, places: Places) -> None:
    file = places.account.resolve()
    spanish = Account.load(file).model_copy(update={"language": "es"})
    spanish.save(file)
    ran = CliRunner(env={"COLUMNS": "160"}).invoke(app, ["people", "list", "--state", str(places.folder)])
    assert all(heading in ran.output for heading in ("nombre", "correo", "empresa", "idioma"))
