"""How many documents each threshold would keep."""

from summarizer.dumps.phases.curve import STEPS, correct_own


def test_the_threshold_of_the_run_has_the_number_that_is_kept() -> None:
    """Each counted one; a threshold that is not counted, or the rule of no threshold, changes nothing."""
    kept: list[int | None] = [50 if step >= 0.3 else None for step in STEPS]
    for place, step in enumerate(STEPS):
        expected = [*kept[:place], 46 if step >= 0.3 else None, *kept[place + 1 :]]
        assert correct_own(kept, step, 46) == expected
    for threshold in (None, 0.455):
        assert correct_own(kept, threshold, 46) == kept
