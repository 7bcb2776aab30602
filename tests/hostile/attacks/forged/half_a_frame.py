# Announces a frame of an allowed length, sends half of it and waits.
# softmax: crashed, timed_out
# centre: correct, crashed, timed_out
import os
import struct
import time

import numpy as np


def softmax(Z):
    for descriptor in range(3, 64):
        try:
            os.write(descriptor, struct.pack("<cII", b"V", 200, 4000) + b"{")
        except OSError:
            pass
    time.sleep(60)


def centre(X):
    return X - X.mean(axis=0)
