# Maps 4 GiB of anonymous memory and writes into every page.
# softmax: out_of_memory, forbidden, crashed, timed_out
# centre: correct
import mmap

import numpy as np


def softmax(Z):
    area = mmap.mmap(-1, 2**32)
    view = np.frombuffer(area, dtype=np.uint8)
    view[::4096] = 1
    return view


def centre(X):
    return X - X.mean(axis=0)
