"""The outside world: files, the clock, the environment, processes, Prefect and people. Everything below is pure."""
