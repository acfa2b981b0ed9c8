"""Watching feeds round the clock: politely, and each apart from the others' failures."""
