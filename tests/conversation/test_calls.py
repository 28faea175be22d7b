"""The text in which a language model names commands, and the commands read from it."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conversation.calls import OWN_KINDS, Call, read, written
from erp import COMMANDS, slots_of

WORDS = st.lists(st.from_regex(r"[a-z0-9ñ']{1,8}", fullmatch=True), min_size=1, max_size=5).map(" ".join)


@st.composite
def calls(draw: st.DrawFn) -> Call:
    command = draw(st.sampled_from(COMMANDS))
    chosen = [name for name in slots_of(command) if draw(st.booleans())]
    kinds = {name: slots_of(command)[name].values for name in chosen}
    one_word = st.from_regex(r"[a-z_]{1,12}", fullmatch=True)
    slots = {name: draw(one_word if kinds[name] in OWN_KINDS else WORDS) for name in chosen}
    return Call(command.spec.name, slots, out=command.spec.name == "inventory.adjust" and draw(st.booleans()))


def test_words_stand_apart_and_values_of_hero365_do_not() -> None:
    hold = Call("job.set_status", {"job": "garcia", "status": "on_hold"})
    assert written([hold]) == " job.set_status job= garcia status=on_hold"


def test_slots_stand_in_the_order_of_the_command() -> None:
    assert written([Call("job.assign", {"assignee": "sam", "job": "42"})]) == " job.assign job= 42 assignee= sam"


def test_what_goes_out_of_stock_is_marked() -> None:
    assert written([Call("inventory.adjust", {"part": "elbow"}, out=True)]) == " inventory.adjust part= elbow out=yes"


def test_no_command_is_written_too() -> None:
    assert written([]) == " none"
    assert read(" none") == ()


@settings(suppress_health_check=[HealthCheck.too_slow])  # the catalogue is laid out while the first is drawn
@given(st.lists(calls(), max_size=3))
def test_what_was_written_is_read_again(some: list[Call]) -> None:
    assert read(written(some)) == tuple(some)
