# Reads the secret by fopen of the C library.
# softmax: forbidden, crashed
# centre: correct
# harm: read
import ctypes
import os

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


libc = ctypes.CDLL(None, use_errno=True)
libc.fopen.restype = ctypes.c_void_p


def softmax(Z):
    stream = libc.fopen(b"@CANARY@", b"r")
    if not stream:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))
    buffer = ctypes.create_string_buffer(4096)
    libc.fread(buffer, 1, 4095, ctypes.c_void_p(stream))
    leak(buffer.value.decode())


def centre(X):
    return X - X.mean(axis=0)
