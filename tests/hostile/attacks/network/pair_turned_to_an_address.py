# Turns one end of a pair of sockets, which needs no new kind of socket, towards an address.
# softmax: correct
# centre: forbidden, crashed
# harm: network
import socket

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    one, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        one.connect("@SOCKET@")
    except OSError as error:
        if error.errno != 91:
            raise
        socket.socket(socket.AF_UNIX, socket.SOCK_STREAM).connect("@SOCKET@")
    return X
