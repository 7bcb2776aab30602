# Names another process as the owner of a pipe, so that the kernel signals it when the pipe is written to.
# softmax: forbidden, crashed
# centre: correct
# harm: sibling
import fcntl
import os

import numpy as np


def softmax(Z):
    reading, writing = os.pipe()
    fcntl.fcntl(reading, fcntl.F_SETOWN, int("@SIBLING@"))
    fcntl.fcntl(reading, 10, 15)
    fcntl.fcntl(reading, fcntl.F_SETFL, os.O_RDONLY | os.O_ASYNC)
    os.write(writing, b"x")
    return Z


def centre(X):
    return X - X.mean(axis=0)
