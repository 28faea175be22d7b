"""How a saved command stands, in words for whoever looks through the queue: what was commanded, for whom, since when,
where it is now, and why it is not further."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from conversation.answers.pieces import capitalised
from conversation.clock import to_the_minute
from conversation.replies import describe, done_reply, kept_reply, read_back
from conversation.tongue import Tongue
from erp import KEPT, Command, Instruction, Sentence, Snapshot
from erp.sentences import in_each
from sync.account import Account
from sync.errors import OutboxError
from sync.order import Behind, Held, Order, Parked
from sync.precedence import may_pass
from sync.rows import LIVE, QueuedCommand, State

STATES: Mapping[State, Sentence] = {
    State.PENDING: in_each("waits", "espera"),
    State.IN_FLIGHT: in_each("is being sent", "se está enviando"),
    State.UNKNOWN: in_each("may have arrived", "quizá llegó"),
    State.DONE: in_each("done", "hecho"),
    State.REJECTED: in_each("refused", "rechazado"),
    State.CANCELLED: in_each("taken back", "retirado"),
}
_ASKS = in_each("you decide", "tú decides")
_AT_ITS_TIME = in_each("The unit says it when its time has come.", "La unidad lo dice cuando llega su hora.")
_ANOTHER_BUSINESSES = in_each(
    "This was said for another business; it waits until the unit is signed in there.",
    "Esto se dijo para otra empresa; espera hasta que la unidad inicie sesión allí.",
)
_ON_ITS_WAY: Mapping[State, Sentence] = {
    State.PENDING: in_each(
        "It waits for the connection, and is sent as soon as the unit runs and has one.",
        "Espera la conexión: se envía en cuanto la unidad funcione y la tenga.",
    ),
    State.IN_FLIGHT: in_each("It is being sent at this moment.", "Se está enviando en este momento."),
    State.UNKNOWN: in_each(
        "Whether it arrived is looked up as soon as there is a connection.",
        "En cuanto haya conexión se mira si llegó.",
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """One saved command, as a person reads it. What is not known is empty."""

    about: str
    """The command in a few words, and the beginning of its id."""
    what: str
    """In the words in which it was read back, or in which the unit said that it is saved."""
    origin: str
    """The customer whom it is for, when it was said, and by whom where that was a colleague."""
    state: str
    why: str
    """What came of it, or why nothing did yet."""


class Standings:
    """The commands of one queue, for somebody who speaks a language."""

    def __init__(  # noqa: PLR0913, PLR0917 - what is shown, to whom and when
        self,
        rows: Iterable[QueuedCommand],
        snapshot: Snapshot,
        people: Mapping[str, str],
        account: Account | None,
        tongue: Tongue,
        now: datetime,
    ) -> None:
        """`people` are names by Hero365's ids, `account` is that of whoever looks, as far as it is known."""
        self._rows = {row.seq: row for row in rows}
        self._snapshot = snapshot
        self._people = people
        self._user, business = (account.user_id, account.business_id) if account else ("", "")
        self._tongue = tongue
        self._now = now
        self._order = Order(self._user, business, self._may_pass)
        self._order.take_in(row.place for row in self._rows.values() if row.command not in KEPT)

    def _may_pass(self, later: str, earlier: str) -> bool:
        return may_pass(later, earlier, is_kept=self._snapshot.unavailable.__contains__)

    def of(self, row: QueuedCommand) -> Standing:
        """How that one stands."""
        state = _ASKS if row.asks else STATES[row.state]
        instruction = _readable(row)
        return Standing(
            about=self._about(row),
            what=read_back(instruction, self._snapshot, self._tongue) if instruction else f"“{row.origin.words}”",
            origin=self._origin(row, _customer_of(instruction.command, self._snapshot) if instruction else ""),
            state=state[self._tongue.language],
            why=self._why(row, instruction),
        )

    def _origin(self, row: QueuedCommand, customer: str) -> str:
        says = self._tongue.says
        said_at = row.origin.said_at.astimezone(self._now.tzinfo)
        today = self._now if said_at.date() == self._now.date() else None
        when = self._tongue.times.spoken_when(to_the_minute(said_at), today)
        said = [says(f"for {customer}", f"para {customer}")] if customer else []
        said.append(says(f"said {when}", f"dicho {when}"))
        if row.origin.user != self._user:
            said.append(says(f"by {self._colleague(row)}", f"por {self._colleague(row)}"))
        return capitalised(", ".join(said))

    def _colleague(self, row: QueuedCommand) -> str:
        return self._people.get(row.origin.user) or self._tongue.says("somebody else", "otra persona")

    def _why(self, row: QueuedCommand, instruction: Instruction | None) -> str:
        reason = row.reason_in(self._tongue.language)
        if isinstance(self._order.standing(row.seq), Parked):
            return self._parked(row)
        if row.state is State.DONE and instruction:
            done = done_reply(instruction, self._snapshot, row.outcome, None, self._tongue)
            return " ".join(filter(None, [done, reason]))
        return reason or (self._waits_for(row, instruction) if row.state in LIVE else "")

    def _waits_for(self, row: QueuedCommand, instruction: Instruction | None) -> str:
        """What one on its way waits for that says nothing of it itself."""
        says = self._tongue.says
        if row.command in KEPT:
            return _AT_ITS_TIME[self._tongue.language]
        match self._order.standing(row.seq):
            case Behind(earlier):
                ahead = self._about(self._rows[earlier])
                return says(
                    f"It goes after what was said before about the same: {ahead}.",
                    f"Sale después de lo que se dijo antes sobre lo mismo: {ahead}.",
                )
            case Held(reason):
                return reason if isinstance(reason, str) else reason[self._tongue.language]
        if instruction and row.state is State.PENDING and row.command in self._snapshot.unavailable:
            return kept_reply(instruction, self._snapshot, self._tongue)
        return _ON_ITS_WAY[row.state][self._tongue.language]

    def _parked(self, row: QueuedCommand) -> str:
        """What one waits for that goes under another login than this one."""
        if row.origin.user == self._user:
            return _ANOTHER_BUSINESSES[self._tongue.language]
        colleague = self._colleague(row)
        return self._tongue.says(
            f"It goes under the login of {colleague} only, once the unit works for them again.",
            f"Solo sale con la sesión de {colleague}, cuando la unidad vuelva a trabajar para esa persona.",
        )

    def _about(self, row: QueuedCommand) -> str:
        instruction = _readable(row)
        about = describe(instruction, self._snapshot, self._tongue) if instruction else f"“{row.origin.words}”"
        return f"{about} ({row.id[:8]})"


def _readable(row: QueuedCommand) -> Instruction | None:
    """None where another version saved it, in a form that this one cannot read."""
    try:
        return row.instruction
    except OutboxError:
        return None


def _customer_of(command: Command, snapshot: Snapshot) -> str:
    """Whom it is for: the customer who was named, or whose record it is about."""
    named = {name: str(value) for name, value in command if value is not None}
    if "customer" in named:
        return named["customer"]
    for name, find in (
        ("invoice", snapshot.invoice),
        ("estimate", snapshot.estimate),
        ("job", snapshot.job),
        ("project", snapshot.project),
    ):
        if name in named and (record := find(named[name])):
            return record.customer or ""
    return ""
