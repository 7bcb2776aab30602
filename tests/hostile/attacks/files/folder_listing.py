# Lists the folder of the submissions to find other people's work.
# softmax: forbidden, crashed, incorrect
# centre: correct
import os

import numpy as np


def softmax(Z):
    folder = os.path.dirname("@CANARY@")
    print(os.listdir(folder), os.stat("@CANARY@"))
    return Z


def centre(X):
    return X - X.mean(axis=0)
