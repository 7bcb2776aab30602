# Sends a frame a byte at a time, so that each reading begins the wait anew.
# softmax: timed_out, crashed
# centre: correct, timed_out, crashed
import os
import struct
import time

import numpy as np


def softmax(Z):
    for byte in struct.pack("<cII", b"V", 200, 4000) + b"{" * 4200:
        for descriptor in range(3, 16):
            try:
                os.write(descriptor, bytes([byte]))
            except OSError:
                pass
        time.sleep(0.05)


def centre(X):
    return X - X.mean(axis=0)
