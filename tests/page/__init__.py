"""Tests of the stages of reading a page."""
