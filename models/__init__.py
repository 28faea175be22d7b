"""Machine-learning models: several engines behind a few small interfaces."""
