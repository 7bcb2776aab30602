# Logs what it does to the standard error stream.
# softmax: correct
# centre: correct
import logging

import numpy as np

logging.basicConfig(level=logging.DEBUG, format="%(asctime)s %(process)d %(threadName)s %(message)s")
log = logging.getLogger(__name__)


def softmax(Z):
    log.info("softmax of %s", Z.shape)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    log.debug("centre of %s", X.shape)
    return X - X.mean(axis=0)
