"""Pages of sites that the weights have not seen, beside other extractors."""
