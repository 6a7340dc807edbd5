"""For Amazon: build and check the interaction models and the store package."""
