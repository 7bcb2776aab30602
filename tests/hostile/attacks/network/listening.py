# Listens on a port of its own.
# softmax: correct
# centre: forbidden, crashed
import socket

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    socket.create_server(("127.0.0.1", 0))
    return X
