# Has doctests in its docstrings.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    """The softmax of each row.

    >>> softmax(np.zeros((1, 2)))
    array([[0.5, 0.5]])
    """
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    """X minus the mean of each column.

    >>> centre(np.array([[1.0], [3.0]]))
    array([[-1.],
           [ 1.]])
    """
    return X - X.mean(axis=0)
