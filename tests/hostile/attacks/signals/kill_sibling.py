# Kills another process of the same user.
# softmax: forbidden, crashed
# centre: correct
# harm: sibling
import os
import signal

import numpy as np


def softmax(Z):
    os.kill(int("@SIBLING@"), signal.SIGTERM)
    return Z


def centre(X):
    return X - X.mean(axis=0)
