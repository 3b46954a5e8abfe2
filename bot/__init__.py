"""The conversation: a question in, a cited, checked and dated answer out."""
