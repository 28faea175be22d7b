"""What an agent says by itself."""

from typing import Final

from erp.sentences import in_each

HELLO: Final = in_each("Hello. What can I do?", "Hola. ¿Qué puedo hacer?")
BACK_AGAIN: Final = in_each("Sorry, I was gone for a moment.", "Perdón, me fui un momento.")
ONE_MOMENT: Final = in_each("One moment, please.", "Un momento, por favor.")
NOBODY_FREE: Final = in_each(
    "I'm sorry, the assistant can't come right now. Please try again in a minute.",
    "Lo siento, el asistente no puede venir ahora. Inténtalo de nuevo en un minuto.",
)
NOT_SURE: Final = in_each(
    "I'm sorry, something went wrong. I am not sure whether that was saved.",
    "Lo siento, algo salió mal. No estoy seguro de si eso quedó guardado.",
)
TOO_LONG: Final = in_each(
    "That was too much at once, and nothing of it was taken. Please say it in shorter pieces.",
    "Eso fue demasiado de una vez, y no tomé nada. Dilo en partes más cortas, por favor.",
)
ENDS_SOON: Final = in_each(
    "This session ends in a minute. What I have confirmed is saved.",
    "Esta sesión termina en un minuto. Lo que confirmé está guardado.",
)
GONE: Final = in_each(
    "I'm sorry, I have lost the connection. What I had confirmed is saved. Please call again.",
    "Lo siento, he perdido la conexión. Lo que confirmé está guardado. Llama otra vez, por favor.",
)
