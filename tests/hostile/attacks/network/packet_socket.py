# Opens a socket for raw packets.
# softmax: forbidden, crashed
# centre: correct
import socket

import numpy as np


def softmax(Z):
    socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
    return Z


def centre(X):
    return X - X.mean(axis=0)
