# Connects by multipath TCP, another protocol number than usual.
# softmax: forbidden, crashed
# centre: correct
import socket

import numpy as np


def softmax(Z):
    plug = socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)
    plug.connect(("127.0.0.1", int("@PORT@")))
    return Z


def centre(X):
    return X - X.mean(axis=0)
