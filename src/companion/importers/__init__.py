"""An outside source becomes a proposed edit that the student sees before it is stored."""
