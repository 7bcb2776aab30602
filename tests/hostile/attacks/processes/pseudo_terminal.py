# Forks a child with a terminal of its own.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os
import pty

import numpy as np


def softmax(Z):
    number, _terminal = pty.fork()
    if number == 0:
        os.mkdir("@SCRATCH@/terminal")
        os._exit(0)
    os.waitpid(number, 0)
    return Z


def centre(X):
    return X - X.mean(axis=0)
