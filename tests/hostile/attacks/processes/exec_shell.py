# Replaces itself by a shell.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import os

import numpy as np


def softmax(Z):
    os.execv("/bin/sh", ["sh", "-c", "echo made > @SCRATCH@/shell"])


def centre(X):
    return X - X.mean(axis=0)
