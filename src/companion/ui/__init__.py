"""The window: pages, widgets, style; with app.py the only place that knows Qt."""
