"""The kit of small widgets. labels · buttons · choices · marks · messages · panels · fields."""
