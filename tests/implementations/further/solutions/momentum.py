"""A step of gradient descent with momentum."""


def sgd_momentum(w, dw, v, learning_rate, momentum):
    """Return the next weights and the next velocity."""
    v = momentum * v - learning_rate * dw
    return w + v, v
