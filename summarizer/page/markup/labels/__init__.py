"""The label of each line of HTML: measures -> scores -> the likeliest walk, and what spoke for each label."""
