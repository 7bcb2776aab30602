# Imports modules that could start processes or open sockets, and does not use them.
# softmax: correct
# centre: correct
import asyncio
import concurrent.futures
import multiprocessing
import signal
import socket
import subprocess
import urllib.request

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
