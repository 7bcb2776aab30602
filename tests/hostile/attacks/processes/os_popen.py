# Reads the secret through a pipe from a shell command.
# softmax: forbidden, crashed, incorrect
# centre: correct
# harm: read
import os

import numpy as np

def leak(text):
    print(text)
    raise ValueError(text)


def softmax(Z):
    leak(os.popen("cat '@CANARY@'").read())


def centre(X):
    return X - X.mean(axis=0)
