# Has several statements on a line and lines that go on.
# softmax: correct
# centre: correct
import numpy as np; import math


def softmax(Z): E = np.exp(Z - Z.max(axis=1, \
    keepdims=True)); return E / E.sum(axis=1, keepdims=True)


def centre(X): return (X
    - X.mean(axis=0))
