"""What recognisers make of the words between values: homophones, lost articles and endings, words said twice."""

from collections.abc import Mapping, Sequence
from random import Random

from conversation.corpus.said import Piece, Said
from erp import Language

_EN = """
job: jab jobs jop john; jobs: job jabs; the: da a thee; to: too two tu; for: four from; mark: mock marc park marked;
hold: whole hole old; invoice: invoices envoys in-voice; close: clothes closed cloze; complete: completed completes;
estimate: estimates estimated; schedule: scheduled schedules skedule; assign: a-sign assigned sign; note: notes note's
knot; create: created crate great; customer: costumer customers; payment: pavement payments; record: records recorded
recorder; remind: reminded rewind mind; finish: finished finnish; cancel: council cancelled; order: ordered odor;
stock: stalk stack stocks; send: sent sand; start: started star stark; in: and an; and: an in; is: his as; on: own an
in; at: and add; with: which width; i'm: im on; i'll: all ill; what's: what watts; please: peas pleas; reserve:
reserved preserve; text: texts tech test; tell: tall tale; give: gave give; project: projects product pro-jet;
appointment: apartment appointments; late: lake lay; put: but foot; set: said sat; book: books look; quote: quotes
coat; bill: bell build; convert: converted comfort; price: prize prices; who's: whose; there: their; their: there;
add: at ad; an: and; of: off uh; his: is; her: hear; are: our; our: are; reminder: reminders remainder; message:
messages massage; office: off-is offices; parts: part; part: parts park; need: knee needs; make: made mate; new: knew;
week: weak; our: hour; have: half of; can: ken; much: march; how: now; see: sea; move: moves move; hours: ours; by:
buy bye; know: no; let: led lets; call: cold called; not: knot; i: eye; a: uh the; check: czech checks
"""
_ES = """
trabajo: travajo trabaja abajo trabajos; el: al en; la: a las; de: te del; en: el em; espera: esperas pera; factura:
fractura facturas; presupuesto: supuesto presupuestos; cierra: sierra cierre; cita: sita citas; pon: con pone; a: ha;
que: ke qué; qué: que ke; agenda: la-jenda agendas; mueve: mueven nueve; nota: notas bota; cliente: clientes; hecho:
echo; haz: as has; hay: ahí ay; proyecto: proyectos prollecto; cancela: canela cancelas; reserva: reservas; pago:
pagos vago; piezas: pieza; pieza: piezas; avisa: a-visa avise; dile: diles dele; termina: terminar terminas; empieza:
empiezas empezar; marca: marcas barca; pide: pides vide; manda: mandas anda; mándale: manda-le mandale; dale: da-le
vale; para: pa por; por: para; con: kon son; y: i; ya: llá; los: lo; las: la; cuánto: cuanto; cuántos: cuantos cuánto;
cómo: como; está: esta; inventario: inventarios; mensaje: mensajes masaje; oficina: oficinas; recuérdame: recuerda-me
recuérdale; recordatorio: recordatorios; asigna: a-signa asignas; del: de; al: el a; me: mi; mi: me; se: sé; sin: sim;
va: ba; voy: boy; ver: ber; tengo: tango; tiene: tienen; hoy: oy; usé: use; saca: sacar
"""


def _table(written: str) -> Mapping[str, Sequence[str]]:
    pairs = (line.partition(":") for line in written.split(";") if line.strip())
    return {word.strip(): tuple(other.replace("-", " ") for other in others.split()) for word, _, others in pairs}


_HEARD_AS: Mapping[Language, Mapping[str, Sequence[str]]] = {"en": _table(_EN), "es": _table(_ES)}
_SMALL: Mapping[Language, frozenset[str]] = {
    "en": frozenset({"the", "a", "an", "to", "of", "for", "my", "on", "is", "that"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una", "de", "del", "a", "al", "en", "que", "lo", "por"}),
}
"""Words that are swallowed."""
_WRONG: Mapping[Language, Sequence[str]] = {
    "en": ("to", "for", "on", "at", "in", "of", "the", "a", "and", "with", "from", "that"),
    "es": ("a", "de", "en", "para", "por", "el", "la", "con", "que", "lo", "del", "al"),
}
_KEPT = frozenset({
    "not", "don't", "no", "never", "isn't", "can't", "won't", "didn't", "nunca", "ni", "sin", "out", "back", "until",
    "off", "un", "uno", "una", "más",
})  # fmt: skip
"""Words that change what is meant, and what counts."""


def slipped(said: Said, chance: Random) -> Said:
    """One of the words between values as it was misheard."""
    pieces = said.pieces
    places = [at for at, piece in enumerate(pieces) if not piece.slot and piece.words not in _KEPT]
    if len(places) < 3:
        return said
    at = chance.choice(places)
    return said.of(
        *pieces[:at], *map(Piece, _heard(pieces[at].words, said.language, chance).split()), *pieces[at + 1 :]
    )


def _heard(word: str, language: Language, chance: Random) -> str:
    """What was made of `word`; nothing where it was swallowed."""
    known, way = _HEARD_AS[language].get(word), chance.random()
    if word in _SMALL[language]:
        return "" if way < 0.5 else chance.choice(known) if known and way < 0.75 else chance.choice(_WRONG[language])
    if known and way < 0.6:
        return chance.choice(known)
    if way < 0.75:
        return f"{word} {word}"
    return _ending_lost(word, chance) if len(word) > 4 else word


def _ending_lost(word: str, chance: Random) -> str:
    """Without its last letter, or with one letter lost, doubled or heard as another."""
    way, at = chance.random(), chance.randrange(1, len(word) - 1)
    if way < 0.4:
        return word[:-1]
    if way < 0.6:
        return word[:at] + word[at + 1 :]
    if way < 0.7:
        return f"{word[:at]} {word[at:]}" if len(word) > 5 else word
    return word[:at] + chance.choice("aeiourstlnmdp") + word[at + 1 :]
