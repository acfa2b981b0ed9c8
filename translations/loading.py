"""The one door through which catalogues reach the pure core, once at start."""

from alerts.phrases import Phrasebook
from translations.catalogues import read_catalogues


def load_phrasebook() -> Phrasebook:
    """Reads all catalogues. Raises `SentenceMissing` if ja, ja-simple or en has a hole."""
    return Phrasebook.from_catalogues(
        {
            language: {id: entry.words for id, entry in entries.items()}
            for language, entries in read_catalogues().items()
        }
    )
