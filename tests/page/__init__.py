"""Tests of what a page is made of."""
