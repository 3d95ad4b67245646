"""Hand-set rules for what the learned weights of the walk get wrong, in the order of `corrections`.

Each was added because a test of its kind failed without it. The numbers say what happened when a rule was
taken out, with sites left out of the fit, on 101 texts of real pages; a rule without a number changed nothing
there or one line.

drop_headlines          endings        headlines behind the last notice are no text: 45 lines kept out
drop_repeated_articles  boxes          an article that stands above already is an entry of a list: 14 lines
name_text               titles         a page without a title has it right above its text
continue_texts          continuing     a bare line in a long text is no title: 12 lines of text saved
split_entries           digests        headlines, each with a summary and "read more", are articles
split_bulletins         digests        reports of a wire, each closed by the same word, are articles
split_stacked           digests        lines of one text that begin pasted articles are titles
complete_digest         digests        a headline of a digest above its summary is a title
relate_teasers          boxes          behind a long text, a title with one sentence is a teaser
keep_summaries          digests        headline and summary between two articles are one more
extend_texts            continuing     sentences, items and answers under a text are text: 38 lines saved
drop_contents           contents       a list that names the headings below it is no text
follow_contents         contents       a list of contents says what the text holds
name_guides             guides         above parts of a heading and a sentence or two stands the title
drop_boxes              boxes          teasers, links and offers in a text and under it: 16 lines kept out
leave_related           continuing     behind a box of links in it, a text goes on
keep_tables             tables         rows of figures right under a text are text
end_texts               endings        writer, sources (25 lines kept out), tags, rights: none closes a text
begin_texts             missing_texts  a long sentence above a text, or above a box in it, is its first line
return_captions         titles         a line beside a photo credit is a caption and no title
move_titles             titles         the title that a breadcrumb or "title | outlet" names: 4 titles found
choose_titles           title_words    the title is what the text says again, and no line of a menu
drop_empty_articles     missing_texts  an article needs a sentence
keep_some_text          missing_texts  a page keeps what looks most like a text
keep_heading            contents       a line that a list of contents has is the first subheading
keep_whole_text         missing_texts  without a short line there is no menu above the text
drop_notices            missing_texts  a text in which the site speaks to its reader is none; run by `walk`
"""
