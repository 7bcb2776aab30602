# Connects to a unix socket by its path.
# softmax: correct
# centre: forbidden, crashed
# harm: network
import socket

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    plug = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    plug.connect("@SOCKET@")
    plug.send(b"hello")
    return X
