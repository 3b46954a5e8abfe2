"""How good the search and the answers are."""
