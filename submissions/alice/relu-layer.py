import numpy as np

import linear


def relu_layer_backward(X, W, b, Hbar):
    Zbar = np.where(linear.linear_forward(X, W, b) > 0, Hbar, 0.0)
    Xbar, Wbar, bbar = linear.linear_backward(X, W, Zbar)
    return {"Xbar": Xbar, "Wbar": Wbar, "bbar": bbar}
