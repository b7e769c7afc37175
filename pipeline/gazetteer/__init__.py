"""Names of parties and places to codes that can be joined on."""

from pipeline.gazetteer.actors import code_phrase, is_shared
from pipeline.gazetteer.names import Found, Known, find_country, find_names, look_up
from pipeline.gazetteer.places import Place, place_country
from pipeline.gazetteer.placetext import place_in, resolve_place
from pipeline.gazetteer.verdicts import ActorCode

__all__ = [
    "ActorCode",
    "Found",
    "Known",
    "Place",
    "code_phrase",
    "find_country",
    "find_names",
    "is_shared",
    "look_up",
    "place_country",
    "place_in",
    "resolve_place",
]
