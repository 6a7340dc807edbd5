"""The web door: the Flask app, its server and its pages."""
