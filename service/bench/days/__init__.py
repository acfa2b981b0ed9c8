"""Whole days of telegrams, played to the service and counted on phones.

Composed from the agency's published samples, which are read where they lie: times are moved, and of
some telegrams codes and names. What was changed in more than its times is called composed; what the
samples lack and was written from their neighbours, synthetic.
"""
