"""However the queue changes, order that is kept up to date stands as one that is made anew from the whole queue."""

from collections.abc import Collection, Mapping

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from sync.order import Behind, Held, Order, Parked, Ready, Standing
from sync.rows import LIVE, Place, State

HERE = ("rosa", "northside")


def standings(rows: list[Place], kept: Collection[str]) -> Mapping[int, Standing]:
    """How each command on its way stands, by walking over all of them."""
    standing: dict[int, Standing] = {}
    for row in (row for row in rows if row.state in LIVE):
        earlier = [other for other in rows if other.seq < row.seq and other.state in LIVE]
        behind = [other.seq for other in earlier if record(other.entity, rows) in spoken_about(row, rows)]
        ahead = [other for other in earlier if other.seq in behind]
        behind = [
            other.seq
            for other in ahead
            if not (passes(row, other, earlier, rows) or goes_by(row, other, kept) or is_anothers(row, other))
        ]
        if row[5:7] != HERE:
            standing[row.seq] = Parked()
        elif row.asks or lost(row, rows):
            standing[row.seq] = Held("")
        else:
            standing[row.seq] = Behind(max(behind)) if behind else Ready()
    return standing


def passes(row: Place, other: Place, earlier: list[Place], rows: list[Place]) -> bool:
    """It is of another kind than what hangs on a question."""
    questions = [one for one in earlier if one.asks and one.state is State.UNKNOWN and one.entity != one.id]
    hangs = any(
        question.seq <= other.seq
        and question.command == other.command
        and record(question.entity, rows) == record(other.entity, rows)
        for question in questions
    )
    return hangs and row.command != other.command


def goes_by(row: Place, other: Place, kept: Collection[str]) -> bool:
    """The other one is kept, and makes nothing."""
    return other.command in kept and row.command != other.command and other.entity != other.id


def is_anothers(row: Place, other: Place) -> bool:
    """Another person or business said the other one, which makes nothing."""
    return other[5:7] != row[5:7] and other.entity != other.id


def spoken_about(row: Place, rows: list[Place]) -> set[str]:
    return {record(ref, rows) for ref in (row.entity, *row.needs)}


def record(ref: str, rows: list[Place]) -> str:
    return next((row.made for row in rows if row.id == ref and row.state is State.DONE and row.made), ref)


def lost(row: Place, rows: list[Place]) -> bool:
    creators = [other for other in rows if other.id in (row.entity, *row.needs) and other.id != row.id]
    return any(other.state not in LIVE and not (other.state is State.DONE and other.made) for other in creators)


class OrderMachine(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.kept: set[str] = set()
        self.order = Order(*HERE, lambda later, earlier: earlier in self.kept and later != earlier)
        self.rows: list[Place] = []

    def put(self, *rows: Place) -> None:
        for row in rows:
            self.rows = sorted([*(other for other in self.rows if other.seq != row.seq), row])
        judged = self.order.take_in(rows)
        assert all(self.order.standing(seq) is not None for seq in judged)

    @rule(kind=st.sampled_from("ab"), user=st.sampled_from(["rosa", "rosa", "rosa", "sam"]), data=st.data())
    def says(self, kind: str, user: str, data: st.DataObject) -> None:
        seq = len(self.rows) + 1
        made = [row.id for row in self.rows if row.entity == row.id]
        theirs = [row.made for row in self.rows if row.made]
        records = st.sampled_from(["job-1", "job-2", *made, *theirs])
        entity = data.draw(st.one_of(records, st.just(f"command-{seq}")))
        needs = tuple(sorted(data.draw(st.sets(records, max_size=2)) - {entity}))
        # Whoever reads the new row reads the commands that it builds on as well.
        self.put(Place(seq, f"command-{seq}", kind, entity, needs, user, HERE[1], State.PENDING, False, "", 0, ""))

    @precondition(lambda self: self.rows)
    @rule(changes=st.lists(st.tuples(st.sampled_from(State), st.booleans()), min_size=1, max_size=3), data=st.data())
    def changes(self, changes: list[tuple[State, bool]], data: st.DataObject) -> None:
        rows = data.draw(st.permutations(self.rows))[: len(changes)]
        # What was done is so for good.
        self.put(*(self.changed(row, *to) for row, to in zip(rows, changes, strict=False) if row.state != State.DONE))

    @rule(command=st.sampled_from("ab"))
    def cannot_be_taken_or_can_again(self, command: str) -> None:
        self.kept ^= {command}
        self.order.reconsider(command)

    def changed(self, row: Place, state: State, asks: bool) -> Place:
        waits = state in (State.PENDING, State.UNKNOWN)
        made = f"made-by-{row.id}" if state is State.DONE and row.makes and not asks else ""
        return row._replace(state=state, asks=asks and waits, made=made)

    @invariant()
    def stands_as_if_made_anew(self) -> None:
        for row in self.rows:
            standing = self.order.standing(row.seq)
            kept = Held("") if isinstance(standing, Held) else standing
            assert kept == standings(self.rows, self.kept).get(row.seq), row


def test_order_is_what_a_walk_over_the_queue_says() -> None:
    OrderMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=30, deadline=None)
    OrderMachine.TestCase("runTest").runTest()


@pytest.mark.parametrize("records", [1, 100])
def test_what_a_change_costs_does_not_grow_with_the_queue(records: int, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = 0
    judge = Order._judge

    def counted(order: Order, row: Place) -> Standing:
        nonlocal judged
        judged += 1
        return judge(order, row)

    monkeypatch.setattr(Order, "_judge", counted)
    order = Order(*HERE)
    rows = [
        Place(seq, f"command-{seq}", "a", f"job-{seq % records}", (), *HERE, State.PENDING, False, "", 0, "")
        for seq in range(1, 5001)
    ]
    order.take_in(rows)
    for row in rows:
        order.take_in([row._replace(state=State.IN_FLIGHT)])
        order.take_in([row._replace(state=State.DONE)])
    assert judged <= 3 * len(rows)
