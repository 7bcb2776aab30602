# Starts a thread below the module threading.
# softmax: forbidden, crashed
# centre: correct
import _thread
import time

import numpy as np


def softmax(Z):
    _thread.start_new_thread(time.sleep, (60,))
    return Z


def centre(X):
    return X - X.mean(axis=0)
