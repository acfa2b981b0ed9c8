"""Minatohama City (湊浜市), which does not exist: everything a town would hand over, as raw files.

The files are what `hansho city build` reads from any real town: streets in OpenStreetMap's XML,
sites and shelters as the national CSV has them, districts and mapped zones as GeoJSON, heights as
an ESRI grid, people as CSV. Read `write.py` first. Nothing here imports `geo` or `alerts`: the town
may not be made by what is judged on it.

It is planned on a sheet (`plan.py`: metres, rivers and coast as straight lines), cut into blocks
there (`blocks.py`), and bent as a whole into its place (`warp.py`), so that streets follow the bay,
the river and the slopes, and never cross where they do not meet.
"""

from service.demo.fictional.write import write_city

__all__ = ["write_city"]
