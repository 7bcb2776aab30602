# Sends from one end of a pair of sockets to an address of its own choice.
# softmax: forbidden, crashed
# centre: correct
import socket

import numpy as np


def softmax(Z):
    one, _other = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
    one.sendto(b"hello", "\0grader-@PORT@")
    return Z


def centre(X):
    return X - X.mean(axis=0)
