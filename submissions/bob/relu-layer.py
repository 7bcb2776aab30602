from past.builtins import xrange
import numpy as np


def relu_layer_backward(X, W, b, Hbar):
    Z = X.dot(W) + b
    Zbar = Hbar.copy()
    for n in xrange(Z.shape[0]):
        for k in xrange(Z.shape[1]):
            if Z[n, k] < 0:
                Zbar[n, k] = 0
    return {'Xbar': Zbar.dot(W.T), 'Wbar': X.T.dot(Zbar), 'bbar': np.sum(Zbar, axis=0)}
