# Connects and sends in one call by TCP fast open.
# softmax: correct
# centre: forbidden, crashed
# harm: network
import socket

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    plug = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    plug.sendto(b"hello", socket.MSG_FASTOPEN, ("127.0.0.1", int("@PORT@")))
    return X
