import numpy as np


def probabilities(scores):
    # log-sum-exp keeps large scores from overflowing
    top = scores.max(axis=1)[:, np.newaxis]
    return np.exp(scores - top - np.log(np.exp(scores - top).sum(axis=1))[:, np.newaxis])
