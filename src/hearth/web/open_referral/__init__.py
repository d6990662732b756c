"""Our directory as an Open Referral UK 3.0 API, open to everyone."""
