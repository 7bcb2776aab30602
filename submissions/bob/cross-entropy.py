import numpy as np

def cross_entropy(H, y):
    P = np.exp(H) / np.sum(np.exp(H), axis=1)
    return -np.log(P[:, y]).mean()

def cross_entropy_gradient(H, Y):
    P = np.exp(H) / np.sum(np.exp(H), axis=1, keepdims=True)
    print "shape", P.shape
    return P - Y
