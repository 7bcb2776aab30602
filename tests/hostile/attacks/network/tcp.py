# Connects by TCP.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import socket

import numpy as np


def softmax(Z):
    socket.create_connection(("127.0.0.1", int("@PORT@"))).sendall(b"hello")
    return Z


def centre(X):
    return X - X.mean(axis=0)
