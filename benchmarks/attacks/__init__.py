"""Attacks on a service of our own at 127.0.0.1: what is sent, and what it does to other callers."""
