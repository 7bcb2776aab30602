# Asks a web server by urllib.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import urllib.request

import numpy as np


def softmax(Z):
    urllib.request.urlopen("http://127.0.0.1:@PORT@/?taken", timeout=0.3)
    return Z


def centre(X):
    return X - X.mean(axis=0)
