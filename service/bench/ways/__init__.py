"""The judge of ways: counts wrong ways to safety, from a town's raw files alone.

Reads OpenStreetMap, site lists and zones by its own code, written from the words of docs/formats.md
and docs/cities.md, solves by its own solver, and is given ways as plain coordinates. It imports
nothing of `geo`, `alerts` or `translations` (an import contract holds it to that), so a mistake
there cannot hide behind itself here. Slow and plain on purpose. Read `judging.py` first.
"""
