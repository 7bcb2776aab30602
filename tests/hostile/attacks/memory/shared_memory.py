# Makes a block of 1 GiB of shared memory that outlives the process.
# softmax: correct
# centre: forbidden, crashed, out_of_memory, timed_out
from multiprocessing import shared_memory

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    block = shared_memory.SharedMemory(create=True, size=2**30)
    block.buf[:] = b"x" * 2**30
    return X
