"""The recall by itself: kept up to date each night. No letter ever leaves without a person."""
