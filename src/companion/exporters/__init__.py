"""The schedule becomes a file: selection, proof, atomic write."""
