"""The number guard: finds every quantity and date in a text, and says of each whether the evidence supports it."""
