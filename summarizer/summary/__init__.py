"""What a sentence is worth: weighing, scoring, selecting, in that order."""
