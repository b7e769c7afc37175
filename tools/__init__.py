"""Programs for the project's maintainers; nothing of this is in the wheel."""
