# Starts a fresh interpreter, which would have no limits of its own.
# softmax: correct
# centre: forbidden, crashed
# harm: read
import subprocess
import sys

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    code = "print(open('@CANARY@').read())"
    leak(subprocess.check_output([sys.executable, "-I", "-c", code], text=True))
