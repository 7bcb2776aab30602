# Imports everything from everywhere, so that its names are hidden by others.
# softmax: incorrect
# centre: correct
from os import *
from numpy import *
from math import *
import numpy as np


def softmax(Z):
    return zeros(Z.shape) + e


def centre(X):
    return X - X.mean(axis=0)
