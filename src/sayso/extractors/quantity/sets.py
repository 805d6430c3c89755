"""Word lists that several parts of the reading share."""

from __future__ import annotations

from sayso.lexicon import table

PERSONS = frozenset(form for e in table("persons").entries if e.fields["role"] != "collective" for form in e.forms)
HARM = frozenset(
    "killed kills killing kill injured injuring injures wounded wounding wounds hurt dead died die dies "
    "arrested arresting detained rescued hospitalized hospitalised missing trapped saved saving evacuated "
    "displaced slain murdered sickened sickening sickens stranded stranding displacing infected perished "
    "survived drowned deaths dying captured sentenced convicted executed".split()
)
SCORE = frozenset(
    "beat beats beating defeat defeated defeats won win wins lost lose drew draw draws voted vote votes score scored "
    "scores led lead leads leading trailing trailed result victory tie tied match approved passed final".split()
)
SINGLE_UNITS = frozenset("minute hour day week fortnight month year decade century mile".split())
LOOSE = frozenset(
    "over within around about surpass surpasses surpassed surpassing exceed exceeds exceeded exceeding".split()
)
UP, DOWN, EITHER = (frozenset(e.forms) for e in table("changes").entries)
CHANGES = UP | DOWN | EITHER
RUNGS = frozenset("level stage phase grade category step tier rung rank".split())  # a number after one counts nothing
