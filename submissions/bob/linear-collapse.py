import numpy as np


def collapse(weights, biases):
    W = weights[0]
    b = biases[0]
    for i in range(1, len(weights)):
        W = np.dot(weights[i], W)
        b = biases[i]
    return W, b
