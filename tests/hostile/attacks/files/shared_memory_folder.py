# Leaves a file in the folder of shared memory.
# softmax: forbidden, crashed
# centre: correct
import numpy as np


def softmax(Z):
    with open("/dev/shm/left-over", "w") as file:
        file.write("left over")
    return Z


def centre(X):
    return X - X.mean(axis=0)
