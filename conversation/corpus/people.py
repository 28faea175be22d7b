"""Names of people, of companies and of projects, half of them invented: what is to be learnt is to copy a name, and not
names."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from conversation import american_names
from erp import Language

_FIRST = """
aaron abby abel adam adrian adriana agnes aiden aisha alan albert alberto alejandra alejandro alex alfonso alfredo
alice alicia allison alma alvin amber amelia ana anastasia andre andrea andres angel angelica angelo anita annette
antonia antonio aracely ariana armando arnold arthur arturo aubrey audrey aurora autumn ava barry beatriz becky
belinda ben bernard bernice bertha beth beto beverly bianca bill blake bob bonnie brad bradley brady brenda brent
brett brittany brody brooke bruce bryan byron caleb calvin cameron candace carl carla carlton carmela carolina
caroline casey catalina cecilia cedric celia cesar chad chelsea cheryl chester chloe chris christina christine chuck
claire clara clarence claudia clayton clifford clint clyde cody colin colleen connie connor consuelo corey cory
courtney craig cristian cristina crystal curtis cyrus daisy dale dan dana daniela danny daphne darlene darnell darrell
darren dave dawn dean debbie delia denise dennis derek desiree devin diana diane diego dolores dominic don doreen
doris dorothy doug douglas duane dustin dwight dylan earl ed eddie edgar edith eduardo edwin efrain eileen elaine
elena eli elias elijah elisa ella ellen elmer eloise elsa elvira emanuel emilia emilio enrique erica erik erin ernest
ernesto esmeralda esperanza esteban estela esther ethan eugene eva evan evelyn fatima faye felicia felipe felix
fernando fidel flora florence floyd frances francine francisco fred freddie gabriel gabriela gail gavin gene genevieve
geoffrey gerald gerardo gilbert gilberto gina giovanni gladys glen glenda gloria gonzalo grace graciela grant greg
greta griselda guadalupe guillermo gus gustavo gwen hank hannah harold harriet harry harvey hattie hazel heather
hector heidi helen henry herbert herman hilda holly homer hope horacio howard hugo humberto ian ida ignacio imelda
ines ingrid irene iris irma irvin isaac isabel isaiah ismael israel ivan ivy jack jackie jaime jake jamal jan jana
jane janet janice jared jasmine javier jay jean jeanette jeff jenna jenny jeremiah jeremy jerome jerry jesse jesus
jill jim jimmy jo joan joann joanna joaquin jodi joe joel joey johanna johnny jorge josefina josephine josh josie joy
joyce juana juanita judith judy julia julian juliana julie julio june karina karl karla kate katherine kathy katie
katrina kayla keith kelvin ken kendra kent kerry kirk kristen kristin kurt kyle lamar lance lauren laurie laverne
lawrence leah lee lena leo leon leona leonard leonardo leroy leslie leticia lewis lillian lily lloyd logan lois lonnie
lora lorena lorenzo loretta lori lorraine louis louise lourdes lucas lucia lucille lucy luisa luke lupe luz lydia lyle
lynn mabel mackenzie madeline mae magdalena malcolm mandy manuel marc marcela marcia marco marcos marcus marcy
margarita margie mariana mario marisol marjorie marlene marsha marta martha martin marty marvin mason mateo mauricio
max maxine may megan melanie melinda mercedes meredith micah miguel mike mildred milton mindy minnie miranda miriam
misty mitch moises molly mona monica monique morgan moses myra myrtle nadia naomi natalia natalie natasha nate nathan
neil nelly nestor nicole nina noah noel nora norma norman octavio olga olivia omar ophelia oscar otis owen pablo paige
pam pamela pat patrick patsy patty paula pauline pearl pedro peggy penny percy perla pete peter phil philip phyllis
preston priya quentin quincy rachel rafael rakesh ralph ramiro ramon randall randy raquel raul ray raymond rebeca
regina reginald rene renee ricardo rick ricky rita rob roberta roberto robin rocio rocky rod roderick rodney rodolfo
rodrigo rogelio roger roland rolando roman ron ronnie rosalinda rosario rose rosemary rosie roxanne roy ruben ruby
rudy rufus russ russell ruth ryder sabrina sadie sal sally salvador sam samantha sammy santiago santos sara saul
savannah sean sebastian selena sergio seth shane shannon shaun shawn sheila shelby shelly sherri sherry shirley silvia
simon socorro sofia soledad sonia sophia spencer stacy stan stanley stella steve stuart sue summer susana suzanne
sylvia tamara tammy tanya tara tasha ted teresa terrance terry thelma theo theresa tiffany tim tina toby todd tom
tomas tommy toni tony tracy travis trent trevor trisha troy tyler tyrone ulises valentina valeria valerie vanessa
velma vera veronica vicente vicki victor victoria vince vincent viola violet virgil virginia vivian wade wallace
walter wanda warren wayne wendell wendy wesley whitney wilbur wilfredo willie wilma winston xavier ximena yadira
yesenia yolanda yvette yvonne zachary zoe
"""
_LAST = """
abbott acevedo acosta aguilar aguirre albright alcala aldridge alfaro alvarado amaya andrade aparicio aranda archer
arellano arias armstrong arnold arroyo ashby atkins avery avila ayala bacon baldwin ballard banks barajas barber
barker barrera barrett barrios barron barry bartlett barton bass bates bautista beasley beck becker beltran benitez
benson bentley bernal berry best blackburn blackwell blair blake blanchard blanco bolton bond bonilla booker boone
bowen bowers bowman boyd boyer boyle bradford bradley bradshaw brady brandt bravo brennan brewer briggs brock browning
bryan buchanan buck bullock burgess burke burnett burns burris burton bustamante bush byrd caballero cabrera cain
calderon caldwell calhoun callahan camacho cameron campos cannon cano cantu cardenas cardona carlson carpenter carr
carrillo carroll carson case casey cash castaneda castellanos cavazos cervantes chambers chan chandler chang chapman
chase chen cherry childers choi christensen church cisneros clarke clay clayton clements cline cobb cochran coffey
cohen colon combs compton conley connor conrad contreras conway copeland corona coronado correa cortez costa cotton
cowan craig crane crawford crosby cuevas cunningham curry curtis dalton daniel daniels daugherty davenport david
davidson dawson day dean decker delacruz delaney deleon delgado dennis dickerson dickson dillon dixon dodson dominguez
donaldson donovan dorsey dotson dougherty douglas downs doyle drake dudley duffy duke duncan dunlap dunn duran durham
dyer eaton elizondo elliott emerson england english enriquez erickson escalante escobar escobedo esparza espinosa
espinoza esquivel estes estrada everett ewing farley farmer farrell faulkner felix ferguson fernandez ferrell fields
figueroa finley fitzgerald fitzpatrick fleming fletcher flowers floyd flynn foley fonseca fowler fox franco frank
franklin frazier frederick freeman french frost fry frye fuentes fuller galindo gallagher gallegos galloway galvan
gamble garner garrett garrison garza gates gentry george gilbert giles gill gilmore glass glenn glover golden good
goodman goodwin gordon gould grant graves greene greer gregory griffith grimes gross guerra guerrero guevara guillen
gutierrez guy guzman hahn hale haley hammond hampton hancock hanna hansen hanson hardin harding hardy harmon harper
harrell hart hartman harvey hatfield hawkins haynes heath hebert hendricks hendrix henry henson hensley hernandez
herman herring hess hester hickman hicks higgins hinton hobbs hodge hodges hoffman hogan holcomb holden holder holland
holloway holman holmes holt hood hoover hopkins hopper horn horne horton house houston howe howell hubbard huber
hudson huerta huff huffman hull humphrey hunt hunter hurley hurst hutchinson ibarra ingram jackson jacobs jacobson
jaramillo jarvis jefferson jennings jensen johns johnston joseph joyce juarez kane kaufman keith keller kelley kemp
kennedy kent kerr key khan kidd kinney kirby kirk klein kline knapp knight knox koch kramer lamb lambert lancaster
landry lane lang lara larsen larson lawrence lawson leach leal leblanc leon leonard leslie lester levine levy lindsay
lindsey little livingston lloyd logan lowe lowery lozano lucas lucero lugo lujan luna lynch lynn lyons macdonald
macias mack madden maddox madrid magana mahoney maldonado malone mann manning marin marks marquez marsh martin mason
massey mathews mathis matthews maxwell may mayer maynard mcbride mccall mccarthy mcclain mcclure mcconnell mccormick
mccoy mccullough mcdaniel mcdonald mcdowell mcfarland mcgee mcguire mcintosh mcintyre mckay mckenzie mckinney mcknight
mclaughlin mclean mcmahon mcmillan mcneil mcpherson meadows medrano mejia melendez melton mendez mercado mercer
merrill merritt meyer meyers meza michael middleton miles miranda molina monroe montes montgomery montoya moody moon
mora moran moreno morrison morrow morse morton moses mosley moss moyer mueller mullen mullins munoz murillo myers nash
navarro neal newman newton nichols nicholson nielsen nieves nixon noble noel nolan norman norris norton novak nunez
obrien ochoa oconnell oconnor odom odonnell ojeda oliver olivares olsen olson oneal oneill orozco orr ortega osborn
osborne owen pace pacheco padilla page palacios palmer park parks parra parrish parsons patrick patton paul payne
pearson peck pena pennington peralta perkins petersen petty phan phelps pham pierce pineda pitts pollard ponce poole
pope porter portillo potter potts powers pratt preston prince proctor pruitt pugh quinn quinones quintana quintero
ramsey randall randolph rangel ray raymond reeves reid reilly renteria reyna rhodes rich richard richards richmond
riddle riley rios ritter rivas rivers roach robbins roberson robertson robles rocha rodgers roman roman rojas roland
rollins romano roman rosado rosales rosario rosas rose roth rowe rowland roy rubio rush russo ryan salas salazar
salgado salinas sampson samuels sanchez sandoval sanford santana santiago santos saucedo savage sawyer schaefer
schmidt schmitt schneider schroeder schultz schwartz sepulveda serna serrano sexton shaffer shah shannon sharp shaw
shelton shepard shepherd sheppard sherman shields short sierra silva simon simpson sims singh singleton skinner sloan
small snow snyder solis solomon sosa soto sparks spears spence spencer stafford stanley stanton stark steele stein
stephens stephenson stevenson stokes stone stout strickland strong stuart suarez summers sutton swanson sweeney sweet
sykes talley tanner tapia tate terrell terry thornton tillman todd townsend tovar trejo trevino trujillo tucker tyler
tyson underwood urbina valdez valencia valentine valenzuela vance vargas vaughn vazquez vega velasquez velazquez velez
vera vigil villa villalobos villanueva villarreal villegas vincent wade wagner waldron walls walsh walter walters
walton warner warren washington waters watkins watts weaver webb webster weeks weiss welch wells werner wheeler
whitaker whitehead whitley wiggins wilcox wilder wiley wilkerson wilkins wilkinson william williamson willis winters
wise wolf wolfe woodard woods woodward wong wu wyatt yang yates ybarra york yoder yu zamora zapata zavala zepeda
zimmerman zuniga
"""
_ONSETS = (
    (
    "b", "br", "bl", "c", "ch", "cl", "cr", "d", "dr", "f", "fl", "fr", "g", "gr", "h", "j", "k", "kl", "l", "m", "n",
    "p", "pl", "pr", "qu", "r", "s", "sh", "sk", "sl", "sm", "sn", "sp", "st", "t", "th", "tr", "v", "w", "y", "z",
)
)  # fmt: skip
_VOWELS = (
    "a", "a", "a", "e", "e", "e", "i", "i", "o", "o", "u", "ai", "ea", "ee", "ia", "io", "oa", "ou", "au", "ie",
)  # fmt: skip
_CODAS = ["", "", "", "", *(
    "b", "ck", "d", "ff", "g", "l", "ll", "m", "n", "n", "nd", "ng", "nt", "r", "r", "rd", "rk", "rn", "rt", "s", "ss",
    "st", "t", "th", "x",
)]  # fmt: skip
_ENDINGS = (
    "son", "er", "man", "ley", "ton", "ski", "ez", "ini", "ford", "berg", "wick", "ham", "o", "a", "ard", "ell", "ov",
    "ano", "oza", "ero", "ia", "us",
)  # fmt: skip
_PLACES = (
    "lakeside", "northside", "riverside", "oak grove", "maple", "sunrise", "pine hill", "cedar creek", "bayside",
    "hillcrest", "westgate", "valley", "summit", "prairie", "liberty", "golden", "blue sky", "red river", "silver lake",
    "midtown", "harbor", "green valley", "old mill", "union", "metro", "pioneer", "lone star", "gulf coast",
    "tri county", "evergreen",
)  # fmt: skip
_KINDS_EN = (
    "apartments", "properties", "property management", "dental", "bakery", "diner", "auto body", "church",
    "elementary school", "realty", "hardware", "cleaners", "storage", "brewing", "nursing home", "animal clinic",
    "construction", "market", "coffee", "barber shop", "gym", "hotel", "farms", "warehouse", "builders", "condos",
    "law office", "day care", "motors",
)  # fmt: skip
_KINDS_ES = (
    "panadería", "taquería", "restaurante", "clínica", "escuela", "taller", "carnicería", "lavandería", "hotel",
    "farmacia", "constructora", "inmobiliaria", "apartamentos", "condominios", "ferretería", "tienda", "oficinas",
    "supermercado",
)  # fmt: skip
_TRADES_EN = (
    "plumbing", "electric", "heating", "heating and air", "mechanical", "heating and cooling", "plumbing and heating",
    "home services", "air conditioning", "electrical services", "drain and sewer", "comfort", "h v a c", "services",
)  # fmt: skip
_TRADES_ES = ("plomería", "eléctrica", "calefacción", "servicios", "refrigeración", "instalaciones", "aires")
_WORKS_EN = (
    "repipe", "kitchen remodel", "bathroom remodel", "addition", "duplex", "panel upgrade", "boiler swap", "rewire",
    "water heater change out", "build out", "sewer line", "tenant finish", "basement", "renovation", "rooftop units",
)  # fmt: skip
_WORKS_ES = (
    "remodelación", "ampliación", "cambio de tubería", "baños", "cocina", "edificio", "casa", "bodega",
    "instalación nueva", "cambio de caldera", "tablero nuevo",
)  # fmt: skip
_STREETS = tuple(name.lower() for name in american_names.STREETS[:50])
_FIRST_NAMES = tuple(sorted({*_FIRST.split(), *(name.lower() for name in american_names.FIRST_NAMES)}))
_SURNAMES = tuple(sorted({*_LAST.split(), *(name.lower() for name in american_names.SURNAMES)}))


@dataclass(frozen=True, slots=True)
class Named:
    """How somebody is named in a sentence: what stands in front of the name, and the name."""

    name: str
    before: str = ""


def invented(chance: Random) -> str:
    """A word that can be pronounced and means nothing."""
    syllables = "".join(
        chance.choice(_ONSETS) + chance.choice(_VOWELS) + chance.choice(_CODAS)
        for _ in range(chance.choice((1, 1, 1, 2)))
    )
    return syllables + chance.choice(_ENDINGS) if chance.random() < 0.7 or len(syllables) < 4 else syllables


def first_name(chance: Random) -> str:
    """Mostly one that there is."""
    return chance.choice(_FIRST_NAMES) if chance.random() < 0.7 else invented(chance)


def surname(chance: Random) -> str:
    """One of some thousand, or an invented one; a few are double."""
    one = chance.choice(_SURNAMES) if chance.random() < 0.5 else invented(chance)
    return f"de la {one}" if chance.random() < 0.01 else f"{one} {surname(chance)}" if chance.random() < 0.03 else one


def company(language: Language, chance: Random) -> str:
    """A customer that is no person."""
    name = chance.choice((surname, invented, surname, lambda chance: chance.choice(_PLACES)))(chance)
    if language == "es" and chance.random() < 0.7:
        article = chance.choice(("", "", "el ", "la ", "los ", "san "))
        return f"{chance.choice(_KINDS_ES)} {article}{name}"
    if chance.random() < 0.15:
        return chance.choice((f"{name} and sons", f"{name} and {surname(chance)}", f"{name} brothers"))
    return f"{name} {chance.choice(_KINDS_EN)}"


def business(language: Language, chance: Random) -> str:
    """A business that technicians work for."""
    name = chance.choice((surname, invented, lambda chance: chance.choice(_PLACES)))(chance)
    if language == "es" and chance.random() < 0.5:
        return f"{chance.choice(_TRADES_ES)} {name}"
    return f"{name}{chance.choice((' ', ' ', ' ', ' brothers '))}{chance.choice(_TRADES_EN)}"


def project(language: Language, chance: Random) -> str:
    """The name of a project."""
    name = chance.choice((surname, invented, lambda chance: chance.choice(_PLACES), _at_street))(chance)
    if language == "es" and chance.random() < 0.75:
        return f"{chance.choice(_WORKS_ES)} {name}"
    return f"{name} {chance.choice(_WORKS_EN)}"


def _at_street(chance: Random) -> str:
    return f"{chance.choice(_STREETS)} {chance.choice(('street', 'road', 'avenue', 'lane', 'court'))}"


def colleague(chance: Random) -> str:
    """Somebody of the team: half of the time the first name alone."""
    return first_name(chance) if chance.random() < 0.5 else f"{first_name(chance)} {surname(chance)}"


def customer(language: Language, chance: Random, *, may_be_titled: bool = True) -> Named:
    """A customer, as they are named."""
    way = chance.random()
    if way < 0.42:
        return Named(f"{first_name(chance)} {surname(chance)}")
    if way < 0.62:
        return Named(surname(chance))
    if way < 0.7:
        return Named(first_name(chance))
    if way < 0.8 and may_be_titled:
        return _titled(language, chance)
    return Named(company(language, chance))


_TITLES: Mapping[Language, tuple[str, ...]] = {
    "en": ("mister", "missus", "miss", "mister", "missus", "doctor"),
    "es": ("el señor", "la señora", "el señor", "la señora", "la señorita"),
}


def _titled(language: Language, chance: Random) -> Named:
    if language == "es" and chance.random() < 0.4:
        return Named(first_name(chance), chance.choice(("don", "doña")))
    return Named(surname(chance), chance.choice(_TITLES[language]))


def owner(language: Language, chance: Random) -> Named:
    """Somebody whose job, invoice or estimate it is."""
    way: Callable[[Random], str] = chance.choice((surname, surname, lambda one: f"{first_name(one)} {surname(one)}"))
    return Named(way(chance)) if chance.random() < 0.85 else Named(company(language, chance))
