"""How an answer is written from its evidence."""
