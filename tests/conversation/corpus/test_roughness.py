"""However rough a sentence becomes, it says the same commands."""

from random import Random

from conversation.calls import Call, read
from conversation.corpus.augmenting import Augmenting
from conversation.corpus.filling import Filling, pool_of
from conversation.corpus.said import NoExampleError, Said, example
from conversation.corpus.slips import slipped
from conversation.corpus.wordings import Findings
from conversation.tongues import TONGUES

CHATTER = {"en": ["nice weather today"], "es": ["qué calor hace"]}


def calls(said: Said) -> tuple[Call, ...]:
    """What it says, without the sounds of thinking in its values; nothing where its numbers run together."""
    try:
        read_back = read(example(said).answer)
    except NoExampleError:
        return ()
    fillers = {"en": {"uh", "um"}, "es": {"eh", "este"}}[said.language]
    return tuple(
        Call(each.command, {name: _without(words, fillers) for name, words in each.slots.items()}, each.out)
        for each in read_back
    )


def _without(words: str, fillers: set[str]) -> str:
    return " ".join(word for word in words.split() if word not in fillers)


def test_the_commands_stay(found: Findings) -> None:
    chance = Random(3)  # noqa: S311
    filling, augmenting = Filling(pool_of(found.wordings), chance), Augmenting(CHATTER, chance)
    changed = 0
    for wording in chance.sample(found.wordings, 1_500):
        said = filling.said(wording)
        rough = augmenting.rough(said)
        before, after = calls(said), calls(rough)
        assert not before or not after or before == after, rough.words
        changed += rough != said
    assert changed > 700


def test_a_slip_leaves_the_values(found: Findings) -> None:
    chance = Random(4)  # noqa: S311
    filling = Filling(pool_of(found.wordings), chance)
    for wording in chance.sample(found.wordings, 500):
        said = filling.said(wording)
        values = [piece for piece in said.pieces if piece.slot]
        assert [piece for piece in slipped(said, chance).pieces if piece.slot] == values


def test_names_are_of_many_people(found: Findings) -> None:
    filling = Filling(pool_of(()), Random(5))  # noqa: S311
    wording = next(each for each in found.wordings if any(place.record == "customer" for place in each.places))
    said = {TONGUES[wording.language].forms.normal(filling.said(wording).words) for _ in range(300)}
    assert len(said) > 260
