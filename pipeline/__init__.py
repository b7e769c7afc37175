"""From raw documents to normalised PLOVER event records.

The stages, in the order in which a document passes them::

    from pipeline import read, segment, extract, classify, normalize, emit

Each is a room with one door: a function from typed records to typed records.
"""

__version__ = "0.1.0"
