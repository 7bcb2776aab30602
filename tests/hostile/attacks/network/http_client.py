# Asks a web server by http.client.
# softmax: correct
# centre: forbidden, crashed
# harm: network
import http.client

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    http.client.HTTPConnection("127.0.0.1", int("@PORT@"), timeout=0.3).request("GET", "/taken")
    return X
