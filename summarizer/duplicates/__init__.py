"""Stages of deduplication, in order: shingles, sketches, candidates, measures, decision, clusters."""
