"""Slots that several commands have: where their values come from, and how each is asked for."""

from erp.command import Slot

WHICH_JOB = Slot("jobs", {"en": "Which job?", "es": "¿Qué trabajo?"})
FOR_WHICH_JOB = Slot("jobs", {"en": "For which job?", "es": "¿Para qué trabajo?"})
WHICH_PROJECT = Slot("projects", {"en": "Which project?", "es": "¿Qué proyecto?"})
WHICH_ESTIMATE = Slot("estimates", {"en": "Which estimate?", "es": "¿Qué presupuesto?"})
WHICH_INVOICE = Slot("invoices", {"en": "Which invoice?", "es": "¿Qué factura?"})
WHICH_PART = Slot("parts", {"en": "Which part?", "es": "¿Qué pieza?"})
HOW_MANY = Slot("quantities", {"en": "How many pieces?", "es": "¿Cuántas piezas?"})
WHICH_CUSTOMER = Slot("customers", {"en": "Which customer?", "es": "¿Qué cliente?"})
FOR_WHICH_CUSTOMER = Slot("customers", {"en": "For which customer?", "es": "¿Para qué cliente?"})
FOR_WHOM = Slot("anyone", {"en": "For which customer?", "es": "¿Para qué cliente?"})
"""A customer who may be a new one."""
TO_WHOM = Slot("team", {"en": "To whom?", "es": "¿A quién?"})
FOR_WHEN = Slot("times", {"en": "For when?", "es": "¿Para cuándo?"})
NOTE = Slot("words", {"en": "What should the note say?", "es": "¿Qué debe decir la nota?"})
STREET = Slot("streets", {"en": "What is the street address?", "es": "¿Cuál es la calle y el número?"})
CITY = Slot("cities", {"en": "Which city?", "es": "¿En qué ciudad?"})
STATE = Slot("states", {"en": "Which state?", "es": "¿En qué estado?"})
POSTAL_CODE = Slot("postal_codes", {"en": "What is the zip code?", "es": "¿Cuál es el código postal?"})
