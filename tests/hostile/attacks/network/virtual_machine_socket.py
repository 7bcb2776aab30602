# Opens a socket to the host of a virtual machine.
# softmax: forbidden, crashed
# centre: correct
import socket

import numpy as np


def softmax(Z):
    socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM).connect((2, int("@PORT@")))
    return Z


def centre(X):
    return X - X.mean(axis=0)
