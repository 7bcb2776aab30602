# Returns an array over memory that has been given back.
# softmax: incorrect, crashed
# centre: correct
import mmap

import numpy as np


def softmax(Z):
    area = mmap.mmap(-1, 4096)
    address = np.frombuffer(area, dtype=np.uint8).__array_interface__["data"][0]
    area.close()
    interface = {"shape": Z.shape, "typestr": "<f8", "data": (address, True), "version": 3}
    return np.asarray(type("Released", (), {"__array_interface__": interface})())


def centre(X):
    return X - X.mean(axis=0)
