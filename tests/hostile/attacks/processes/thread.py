# Starts a thread that would change the result after it was returned.
# softmax: forbidden, crashed
# centre: correct
import threading
import time

import numpy as np


def softmax(Z):
    result = np.zeros(Z.shape)
    threading.Thread(target=lambda: (time.sleep(0.01), result.fill(1.0)), daemon=True).start()
    return result


def centre(X):
    return X - X.mean(axis=0)
