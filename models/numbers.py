"""How people say whole numbers: "four hundred and fifty six", "four fifty six", "four five six", "nine oh one"."""

from collections.abc import Iterator

from models.phrase_graph import SPACE, Graph, State
from models.phrases import FigureString, NumberRange

# fmt: off
SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
# fmt: on
FIGURE_NAMES = {name: str(figure) for figure, name in enumerate(SMALL[:10])} | {"oh": "0"}
"""The words for single figures, and the figure."""
REPEATED = {"double": 2, "triple": 3}
"""Words in front of a figure that stands for several."""
HIGHEST = 999_999


def lay_number(graph: Graph, numbers: NumberRange, then: State) -> State:
    """Lays every way of saying a number of the range, and no number outside it, in front of `then`."""
    speller = _Speller(graph, then)
    return graph.either([speller.in_words(numbers.lowest, numbers.highest, then), *speller.in_figures(numbers)])


def lay_figures(graph: Graph, wanted: FigureString, then: State) -> State:
    """Lays every string of figures, said one by one or as "double three" and "triple three", in front of `then`."""
    leads = {"": 1} | {f"{word} ": many for word, many in REPEATED.items()}
    after, figure = [then] * (wanted.longest + 1), graph.nothing
    for said in reversed(range(wanted.longest)):
        figure = graph.either(
            graph.words(f"{lead}{name}", after[said + many])
            for lead, many in leads.items()
            for name in FIGURE_NAMES
            if said + many <= wanted.longest
        )
        after[said] = graph.either([graph.word(SPACE, figure), then if said >= wanted.shortest else graph.nothing])
    return figure


def below_hundred(number: int) -> str:
    """``42`` as ``forty two``."""
    if number < 20:
        return SMALL[number]
    tens, units = divmod(number, 10)
    return f"{TENS[tens]} {SMALL[units]}" if units else TENS[tens]


class _Speller:
    def __init__(self, graph: Graph, then: State) -> None:
        self._graph = graph
        self._then = then
        self._laid: dict[tuple[int, int, int, bool, bool], State] = {}

    def in_words(self, low: int, high: int, then: State) -> State:
        """Cardinals: "twelve", "twelve hundred", "one thousand two hundred and five"."""
        graph = self._graph
        ways = [graph.words(below_hundred(number), then) for number in range(low, min(high, 99) + 1)]
        for first, last, rest_low, rest_high in _split(max(low, 100), min(high, 9999), 100):
            rest = self._rest(rest_low, rest_high, then)
            ways += [
                graph.words(f"{below_hundred(hundreds)} hundred", rest)
                for hundreds in range(first, last + 1)
                if hundreds < 10 or hundreds % 10  # nobody says "twenty hundred"
            ]
        for first, last, rest_low, rest_high in _split(max(low, 1000), high, 1000):
            thousand = graph.words(" thousand", self._rest(rest_low, rest_high, then))
            ways.append(self.in_words(first, last, thousand))
        return graph.either(ways)

    def _rest(self, low: int, high: int, then: State) -> State:
        """What follows "hundred" or "thousand": nothing for a round number, else the rest, perhaps after "and"."""
        graph = self._graph
        if high == 0:
            return then
        rest = graph.word(SPACE, self.in_words(max(low, 1), high, then))
        after_and = (
            graph.words(" and ", self.in_words(max(low, 1), min(high, 99), then)) if low < 100 else graph.nothing
        )
        return graph.either([rest, after_and, *([then] if low == 0 else [])])

    def in_figures(self, numbers: NumberRange) -> Iterator[State]:
        """Figure by figure and in pairs, for each length from two figures on."""
        for length in range(2, len(str(numbers.highest)) + 1):
            low, high = max(numbers.lowest, 10 ** (length - 1)), min(numbers.highest, 10**length - 1)
            yield self._figures(length, low, high, any_pair=length >= 5)

    def _figures(self, length: int, low: int, high: int, *, any_pair: bool, after_ten: bool = False) -> State:
        """As `_lay_figures`, once for all numbers that end so."""
        key = length, low, high, any_pair, after_ten
        if key not in self._laid:
            self._laid[key] = self._lay_figures(length, low, high, any_pair=any_pair, after_ten=after_ten)
        return self._laid[key]

    def _lay_figures(self, length: int, low: int, high: int, *, any_pair: bool, after_ten: bool) -> State:
        """The last `length` figures, leading zeros said, worth `low` to `high`.

        Pairs lie at the end ("four fifty six", "twelve thirty four") except in numbers as long as a postal code.
        Behind a round ten no single figure follows: "forty two" is 42 and not 402. Nor does another pair, but behind
        "twenty": nobody says "forty eighty", and a recogniser that may takes it for "forty two".
        """
        if length == 0:
            return self._then if low <= high else self._graph.nothing
        graph, ways = self._graph, []
        for first, last, rest_low, rest_high in _split(low, high, 10 ** (length - 1)):
            rest = self._spaced(length - 1, rest_low, rest_high, any_pair=any_pair)
            figures = range(first, last + 1 if not after_ten else min(last, 0) + 1)
            ways += [graph.words(name, rest) for figure in figures for name in _names_of(figure)]
        if length >= 2 and (length % 2 == 0 or any_pair):
            for first, last, rest_low, rest_high in _split(low, high, 10 ** (length - 2)):
                for pair in range(max(first, 10), last + 1):
                    round_ten = pair % 10 == 0
                    alone = round_ten and pair > 20 and not any_pair
                    highest = min(rest_high, 9) if alone else rest_high
                    rest = self._spaced(length - 2, rest_low, highest, any_pair=any_pair, after_ten=round_ten)
                    ways.append(graph.words(below_hundred(pair), rest))
        return graph.either(ways)

    def _spaced(self, length: int, low: int, high: int, *, any_pair: bool, after_ten: bool = False) -> State:
        rest = self._figures(length, low, high, any_pair=any_pair, after_ten=after_ten)
        return self._graph.word(SPACE, rest) if length else rest


def _names_of(figure: int) -> list[str]:
    return [name for name, named in FIGURE_NAMES.items() if named == str(figure)]


def _split(low: int, high: int, unit: int) -> Iterator[tuple[int, int, int, int]]:
    """Cuts `low` to `high` into runs ``(first, last, rest_low, rest_high)`` of the numbers ``q * unit + rest``."""
    if low > high:
        return
    (first, rest_low), (last, rest_high) = divmod(low, unit), divmod(high, unit)
    if first == last:
        yield first, last, rest_low, rest_high
        return
    if rest_low > 0:
        yield first, first, rest_low, unit - 1
        first += 1
    if rest_high < unit - 1:
        yield last, last, 0, rest_high
        last -= 1
    if first <= last:
        yield first, last, 0, unit - 1
