"""What changes every day: live figures from the publishers, and what is computed from them."""
