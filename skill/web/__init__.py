"""The web endpoint: the Flask app, its server and its pages."""
