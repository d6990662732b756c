"""Open Referral UK and HSDS: reading what others publish, and publishing ours."""
