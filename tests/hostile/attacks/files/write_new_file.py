# Writes a new file.
# softmax: forbidden, crashed
# centre: correct
# harm: write
import numpy as np


def softmax(Z):
    with open("@SCRATCH@/new.txt", "w") as file:
        file.write("made")
    return Z


def centre(X):
    return X - X.mean(axis=0)
