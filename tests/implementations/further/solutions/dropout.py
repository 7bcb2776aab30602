"""Inverted dropout, backward."""


def dropout_backward(dout, mask, p):
    """Return dout * mask / p."""
    return dout * mask / p
