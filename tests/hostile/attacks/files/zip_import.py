# Looks for the secret as an archive of modules.
# softmax: correct
# centre: forbidden, crashed
import zipimport

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    zipimport.zipimporter("@CANARY@")
    return X
