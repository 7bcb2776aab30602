# Asks for the address of a name, which carries data out by the question itself.
# softmax: forbidden, crashed, timed_out
# centre: correct
import socket

import numpy as np


def softmax(Z):
    socket.getaddrinfo("taken.invalid", 80)
    return Z


def centre(X):
    return X - X.mean(axis=0)
