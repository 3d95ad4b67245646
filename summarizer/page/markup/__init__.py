"""Lines of HTML -> measures, labels, articles."""
