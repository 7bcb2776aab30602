# Connects to a unix socket that has a name but no path.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import socket

import numpy as np


def softmax(Z):
    plug = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    plug.connect("\0grader-@PORT@")
    return Z


def centre(X):
    return X - X.mean(axis=0)
