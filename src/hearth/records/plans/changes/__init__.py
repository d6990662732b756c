"""Changes to plans, by idea: rounds, entries, versions, key workers, drafts, other plans."""
