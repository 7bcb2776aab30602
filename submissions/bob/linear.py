import numpy as np


def linear_forward(X, W):
    return X.dot(W)


def linear_backward(X, W, Ybar):
    dX = Ybar.dot(W.T)
    dW = X.T.dot(Ybar)
    db = np.ones((1, Ybar.shape[0])).dot(Ybar)
    return dX, dW, db
