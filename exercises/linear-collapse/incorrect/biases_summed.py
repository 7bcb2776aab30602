# loses: collapse (function.raised)
"""The biases are added as they stand."""


def collapse(weights, biases):
    W = weights[0]
    for weight in weights[1:]:
        W = weight @ W
    return W, sum(biases)
