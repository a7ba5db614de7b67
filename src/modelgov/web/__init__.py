"""The HTTP API and the built front end; reads tables, never AWS."""
