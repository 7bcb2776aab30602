# Tries to connect every descriptor it was left with, its channel among them, somewhere else.
# softmax: incorrect, forbidden, crashed
# centre: correct
import socket

import numpy as np


def reach(descriptor):
    try:
        plug = socket.socket(fileno=descriptor)
        plug.connect(("127.0.0.1", int("@PORT@")))
        plug.sendto(b"hello", "@SOCKET@")
    except OSError:
        pass


def softmax(Z):
    for descriptor in range(3, 64):
        reach(descriptor)
    return Z


def centre(X):
    return X - X.mean(axis=0)
