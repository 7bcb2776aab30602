# Asks for a signal to another process whenever a folder changes.
# softmax: forbidden, crashed, incorrect
# centre: correct
import fcntl
import os

import numpy as np


def softmax(Z):
    descriptor = os.open("@SCRATCH@", os.O_RDONLY)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, int("@SIBLING@"))
    fcntl.fcntl(descriptor, fcntl.F_NOTIFY, fcntl.DN_CREATE)
    return Z


def centre(X):
    return X - X.mean(axis=0)
