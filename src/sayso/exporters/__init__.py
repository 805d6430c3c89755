"""Views of a case as files. Each exporter is an entry point of the group ``sayso.exporters``."""
