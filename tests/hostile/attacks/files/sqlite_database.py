# Makes a database.
# softmax: correct
# centre: forbidden, crashed
# harm: write
import sqlite3

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    try:
        with sqlite3.connect("@SCRATCH@/data.db") as database:
            database.execute("create table made (x)")
    except sqlite3.Error as error:
        raise PermissionError(str(error)) from None
    return X
