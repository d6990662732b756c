"""One recall for each person: the lists they are on, letters in batches, answers, exceptions."""
