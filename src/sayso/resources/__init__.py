"""Compiled reference data. The readable sources are in ``resources/``; ``tools/compile_lexicon.py`` makes these."""
