# Runs a command by the module subprocess.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import subprocess

import numpy as np


def softmax(Z):
    subprocess.run(["touch", "@SCRATCH@/subprocess"], check=True)
    return Z


def centre(X):
    return X - X.mean(axis=0)
