"""The desk: everything that touches the world. It imports `hotline_rules`; never the other way."""
