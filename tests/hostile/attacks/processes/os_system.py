# Runs a shell command by os.system, whose refusal is only a status.
# softmax: incorrect, forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    return Z * 0 + os.system("echo made > @SCRATCH@/system")


def centre(X):
    return X - X.mean(axis=0)
