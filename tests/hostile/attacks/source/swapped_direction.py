# Hides by marks of writing direction which line is a comment.
# softmax: incorrect
# centre: correct
import numpy as np


def softmax(Z):
    # ‮ right: return np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True) ‬
    "⁦# ⁩"; return np.zeros(Z.shape)


def centre(X):
    return X - X.mean(axis=0)
