"""What the program shows or ships besides code: mark, fonts, sample, licences."""
