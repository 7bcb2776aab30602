# Runs a program through the dynamic loader, so that its own file is only read.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import glob
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    loader = (glob.glob("/lib64/ld-linux-*.so*") + glob.glob("/lib/ld-linux-*.so*"))[0]
    os.execv(loader, [loader, "/bin/mkdir", "@SCRATCH@/loader"])
