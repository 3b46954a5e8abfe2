"""Calculations on the amounts that a question states."""
