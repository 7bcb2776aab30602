# Asks for a core dump and dies of SIGQUIT.
# softmax: correct
# centre: crashed, forbidden
import os
import resource
import signal

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    resource.setrlimit(resource.RLIMIT_CORE, resource.getrlimit(resource.RLIMIT_CORE))
    os.kill(os.getpid(), signal.SIGQUIT)
    return X
