"""Web endpoint: the Flask app, its server and its pages."""
