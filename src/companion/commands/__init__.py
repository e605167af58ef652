"""What each command does; which ones there are is in `table`."""
