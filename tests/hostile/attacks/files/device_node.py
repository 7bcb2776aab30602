# Makes a node for a device.
# softmax: correct
# centre: forbidden, crashed
import os
import stat

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    os.mknod("@SCRATCH@/device", 0o666 | stat.S_IFCHR, os.makedev(1, 1))
    return X
