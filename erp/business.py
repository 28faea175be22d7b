"""Business context: who is signed in, for which business, and with which permissions."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo
from erp.sentences import Sentence, in_each
from erp.snapshot import Snapshot
from erp.values import Name


class BusinessWhoAmI(Command):
    """Says who is signed in, and for which business."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="business.who_am_i",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "who am i",
                "(who is|who's|am i|is anybody) (signed|logged) in",
                "(which|what) (user|account) (am i|is this|is signed in|is logged in)",
                "who (are you working for|do you work for|are you listening to)",
                "who am i (signed|logged) in as",
                "(which|what) (business|company) (am i|are we|is this) [in|with|at|signed in to|working for|using]"
                " [right now|now|at the moment]",
                "(what's|what is) (my name|my business|my company|the current business|the current company)",
                "(whose|which) account is this",
            ),
            "es": (
                "quién soy [yo]",
                "(quién|qué usuario) (está conectado|inició sesión|ha iniciado sesión|tiene la sesión)",
                "(con|en) (qué|cuál) (usuario|cuenta) (estoy|entré|inicié sesión)",
                "(en|con|para) (qué|cuál) (empresa|negocio|compañía) (estoy|estamos|trabajo|trabajamos)",
                "(qué|cuál) (empresa|negocio|compañía) es (esta|este)",
                "(cuál es|dime) (mi nombre|mi empresa|mi negocio|la empresa actual|el negocio actual|mi cuenta)",
                "de quién es esta cuenta",
                "para quién (trabajas|estás trabajando)",
            ),
        },
    )


class BusinessList(Command):
    """Says which businesses the technician belongs to."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="business.list",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(list|read|show|show me|tell me|read me|give me) [all] (my|the) (businesses|companies)",
                "(what|which) (businesses|companies) (do i|can i|am i|do we) (have|belong to|work for|in|a member of)",
                "(what|which) are my (businesses|companies)",
                "how many (businesses|companies) (do i have|am i in|do i belong to)",
                "(what|which) other (businesses|companies) (do i have|are there|can i use)",
                "my (businesses|companies)",
            ),
            "es": (
                "(lista|léeme|muéstrame|dime|enséñame|cuáles son) [todas|todos] (mis|las|los) (empresas|negocios)",
                "(en|a|para) (qué|cuáles) (empresas|negocios|compañías) (estoy|pertenezco|trabajo)",
                "qué (empresas|negocios|compañías) tengo",
                "(cuántas|cuántos) (empresas|negocios|compañías) tengo",
                "qué (otras|otros) (empresas|negocios|compañías) (tengo|hay)",
                "mis (empresas|negocios|compañías)",
            ),
        },
    )


class BusinessSwitch(Command):
    """Would work for another business. It is always refused: Hero365 files all that a person does under the business
    that they joined last, whatever they switch to."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="business.switch",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(switch|change) [over] to [the] [(business|company)] <business>",
                "(switch|change) [the|my] (business|company) [to <business>]",
                "(use|work for|work in) [the] [(business|company)] <business>",
                "(sign|log) me (in to|into) [the] [(business|company)] <business>",
                "(put|move) me (in|into|to|over to) [the] [(business|company)] <business>",
                "(switch|change|go) (businesses|companies)",
                "(go|switch) to my other (business|company)",
                "i'm [now] working for <business> [now|today]",
            ),
            "es": (
                "(cambia|cambie|cámbiame|pásame|pasa|cambiar) a [la|el] [(empresa|negocio|compañía)] <business>",
                "(cambia|cambie|cambiar) (de|la|el) (empresa|negocio|compañía) [a <business>]",
                "(usa|use|trabaja para|trabaja con|ponme en|entra a) [la|el] [(empresa|negocio|compañía)] <business>",
                "(cambia|pasa|pásame|ve) a (mi|la|el) (otra|otro) (empresa|negocio|compañía)",
                "(ahora|hoy) trabajo para <business>",
                "trabajar (en|para|con) <business>",
            ),
        },
    )

    business: Annotated[Name | None, Slot("businesses")] = None

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """It says at once where it stands, whatever business was named."""
        if slots.get("business") == snapshot.business:
            return in_each(
                f"You are working for {snapshot.business} already.", f"Ya estás trabajando para {snapshot.business}."
            )
        return in_each(
            f"I can't switch: Hero365 files everything you do under the business you joined last, "
            f"and that is {snapshot.business}.",
            f"No puedo cambiar: Hero365 guarda todo lo que haces en la empresa a la que entraste al final, "
            f"y esa es {snapshot.business}.",
        )


class BusinessPermissions(Command):
    """Says what the technician may do in Hero365."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="business.permissions",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what are|tell me|read|read me|show|show me|check) my (permissions|rights|privileges)",
                "(what|which) (permissions|rights|privileges) do i have",
                "what (am i|are we) allowed to do [(here|in hero three sixty five)]",
                "what (can|may) i (do|change|edit) (here|in hero three sixty five|with my account)",
                "(what's|what is) my role",
                "do i have [the] (permission|permissions|rights) [to do that]",
                "(can|may) i (edit|change|create|delete|see) (jobs|customers|contacts|invoices|estimates|projects)",
                "my permissions",
            ),
            "es": (
                "(cuáles son|dime|léeme|muéstrame|revisa) mis (permisos|derechos|privilegios)",
                "qué (permisos|derechos|privilegios) tengo",
                "qué (tengo|tenemos) permitido [hacer]",
                "qué puedo (hacer|cambiar|editar) (aquí|en hero|con mi cuenta)",
                "puedo (editar|cambiar|crear|borrar|ver) (trabajos|clientes|contactos|facturas|presupuestos|proyectos)",
                "(cuál es|dime) mi (rol|puesto|papel)",
                "mis permisos",
            ),
        },
    )
