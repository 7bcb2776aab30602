# Opens a socket by the functions of the C library.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import ctypes
import os
import socket
import struct

import numpy as np

libc = ctypes.CDLL(None, use_errno=True)


def softmax(Z):
    descriptor = libc.socket(2, 2, 0)
    if descriptor < 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    address = struct.pack("=HHI8x", 2, socket.htons(int("@PORT@")), 0x0100007F)
    libc.sendto(descriptor, b"hello", 5, 0, address, 16)
    return Z


def centre(X):
    return X - X.mean(axis=0)
