# Sets a timer whose handler raises exceptions in whatever runs the submission.
# softmax: incorrect, crashed, timed_out
# centre: incorrect, crashed, timed_out
import signal

import numpy as np


def late(number, frame):
    raise SystemExit


signal.signal(signal.SIGALRM, late)
signal.setitimer(signal.ITIMER_REAL, 0.0005, 0.0005)


def softmax(Z):
    return np.zeros(Z.shape)


def centre(X):
    return np.zeros(X.shape)
