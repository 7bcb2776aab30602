# Makes a thread by pthread_create, past everything that Python knows of threads.
# softmax: forbidden, crashed, incorrect, needs_review
# centre: correct
import ctypes

import numpy as np

libc = ctypes.CDLL(None)


def softmax(Z):
    handle = ctypes.c_ulong()
    code = libc.pthread_create(ctypes.byref(handle), None, ctypes.cast(libc.pause, ctypes.c_void_p), None)
    if code:
        raise PermissionError(code, "no thread")
    return Z


def centre(X):
    return X - X.mean(axis=0)
