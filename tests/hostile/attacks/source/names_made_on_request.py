# Defines no function, but makes any name up when it is asked for.
# softmax: incorrect, crashed, unanswered, unreadable
# centre: incorrect, crashed, unanswered, unreadable
import numpy as np


def __getattr__(name):
    return lambda array: np.zeros(array.shape)
