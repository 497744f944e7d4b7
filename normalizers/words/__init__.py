"""Tables of words that the normalizers know: one YAML file a subject, each entry with a comment or an example."""
