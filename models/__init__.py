"""Machine-learning models: one engine per file behind a few small interfaces."""
