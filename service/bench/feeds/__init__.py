"""What a hostile feed costs the process that watches it, and what it costs the other feeds."""
