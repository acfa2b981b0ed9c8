"""One row that says which store this is: how often it was served, and whether it is a copy."""

# number: raised at every start and every hour, here and in a file beside the keys
# (service/lineage.py). copied: when `hansho backup` wrote this copy, in microseconds.
LINEAGE_TABLES = (
    """CREATE TABLE lineage (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        number INTEGER NOT NULL,
        copied INTEGER
    )""",
    "INSERT INTO lineage (id, number, copied) VALUES (1, 0, NULL)",
)
