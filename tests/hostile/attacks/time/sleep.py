# Sleeps a minute in one call.
# softmax: timed_out
# centre: correct
import time

import numpy as np


def softmax(Z):
    time.sleep(60)
    return Z


def centre(X):
    return X - X.mean(axis=0)
