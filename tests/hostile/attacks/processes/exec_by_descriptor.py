# Executes a program that it has only as a descriptor, by fexecve.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    descriptor = os.open("/bin/mkdir", os.O_RDONLY)
    os.execve(descriptor, ["mkdir", "@SCRATCH@/descriptor"], {})


def centre(X):
    return X - X.mean(axis=0)
