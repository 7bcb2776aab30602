"""The mistake that explains a wrong array, over all cases together."""
