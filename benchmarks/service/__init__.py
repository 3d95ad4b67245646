"""The service under usual load and too much of it, layer by layer, by its contract, and in a browser."""
