"""Shared by the tests of what checks the content."""

from tests.content.conftest import copy  # noqa: F401  # a fixture
