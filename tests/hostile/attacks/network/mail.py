# Sends a mail.
# softmax: forbidden, crashed
# centre: correct
# harm: network
import smtplib

import numpy as np


def softmax(Z):
    smtplib.SMTP("127.0.0.1", int("@PORT@"), timeout=0.3)
    return Z


def centre(X):
    return X - X.mean(axis=0)
