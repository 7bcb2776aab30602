# Lowers the priority of another process.
# softmax: forbidden, crashed
# centre: correct
# harm: sibling
import os

import numpy as np


def softmax(Z):
    os.setpriority(os.PRIO_PROCESS, int("@SIBLING@"), 19)
    return Z


def centre(X):
    return X - X.mean(axis=0)
