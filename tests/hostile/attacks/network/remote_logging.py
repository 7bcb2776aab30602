# Sends its log over the network by a handler of logging.
# softmax: correct
# centre: forbidden, crashed, incorrect
# harm: network
import logging.handlers

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    handler = logging.handlers.DatagramHandler("127.0.0.1", int("@PORT@"))
    handler.handleError = lambda record: None
    logging.getLogger("attacked").addHandler(handler)
    logging.getLogger("attacked").warning("hello")
    return X
