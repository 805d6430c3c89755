"""Page-shaped dataclasses for terminal, browser and export alike."""
