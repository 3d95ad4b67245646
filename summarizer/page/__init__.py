"""The stages of reading a page, one folder each, in the order of `parsing`.

lines      what each line is by itself, and which lines say the same
regions    the part of the page in which each line stands, by learned weights
rules      hand-set rules for what these weights get wrong
articles   the label of each line, and the articles built from the labels
fields     byline, dates, section and tags of the articles
markup     lines of HTML go this way in place of regions, rules and labels

All look up what outlets write around articles in `phrases`; `furniture` takes out what one site repeats.
"""
