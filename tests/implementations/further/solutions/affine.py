"""A fully connected layer."""


def affine(x, w, b):
    """Return xw + b, (N, M), with each input of x laid out as a row."""
    return x.reshape(len(x), -1) @ w + b


def affine_forward(x, w, b):
    """Return the same with a cache."""
    return affine(x, w, b), (x, w, b)


def affine_backward(dout, cache):
    """Return the gradients of x, w and b, summed over the batch."""
    x, w, _ = cache
    return (dout @ w.T).reshape(x.shape), x.reshape(len(x), -1).T @ dout, dout.sum(axis=0)
