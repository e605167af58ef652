"""Pure values and rules of a certificate: no Qt, no SQL, no files, no "now"."""
