# Writes into a file through a shared map of it.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import numpy as np


def softmax(Z):
    area = np.memmap("@SCRATCH@/keep.txt", dtype=np.uint8, mode="r+")
    area[:1] = ord("!")
    area.flush()
    return Z


def centre(X):
    return X - X.mean(axis=0)
