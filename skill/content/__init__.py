"""What the coach knows: reviewed data, no behaviour."""
