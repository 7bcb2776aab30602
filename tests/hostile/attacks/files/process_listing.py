# Lists every process and the command that started it.
# softmax: forbidden, crashed, incorrect
# centre: correct
import glob

import numpy as np


def softmax(Z):
    for path in glob.glob("/proc/[0-9]*/cmdline") or ["/proc/1/cmdline"]:
        print(open(path, "rb").read())
    return Z


def centre(X):
    return X - X.mean(axis=0)
