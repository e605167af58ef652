"""What opens over the window: command palette, key list, settings."""
