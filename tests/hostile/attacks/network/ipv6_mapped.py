# Connects to the IPv4 address by a socket of IPv6.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import socket

import numpy as np


def softmax(Z):
    plug = socket.socket(socket.AF_INET6, socket.SOCK_STREAM)
    plug.connect(("::ffff:127.0.0.1", int("@PORT@")))
    return Z


def centre(X):
    return X - X.mean(axis=0)
