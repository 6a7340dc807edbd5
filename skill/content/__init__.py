"""Content: reviewed YAML data with its loader and checks, without behaviour."""
