"""What changes rarely: the explainer, its glossary, its events, and the search over them."""
