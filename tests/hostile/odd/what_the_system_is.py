# Asks what system, folder and processor it runs on.
# softmax: correct
# centre: correct
import locale
import os
import platform
import sys

import numpy as np

print(platform.platform(), platform.python_version(), platform.machine(), sys.version)
print(os.getcwd(), os.getpid(), os.cpu_count(), os.environ.get("HOME"), locale.getlocale())


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
