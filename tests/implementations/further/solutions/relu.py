"""ReLU, backward."""


def relu_backward(dout, x):
    """Return the upstream gradient where x > 0, and 0 elsewhere."""
    return dout * (x > 0)
