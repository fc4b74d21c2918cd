"""Returns and triage for the Lumen Lamps support desk."""
