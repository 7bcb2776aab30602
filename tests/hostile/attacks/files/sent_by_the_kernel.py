# Copies the secret to its output within the kernel by sendfile.
# softmax: correct
# centre: forbidden, crashed
# harm: read
import os

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    source = os.open("@CANARY@", os.O_RDONLY)
    reading, writing = os.pipe()
    os.sendfile(writing, source, 0, 4096)
    leak(os.read(reading, 4096).decode())
