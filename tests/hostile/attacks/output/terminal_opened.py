# Opens the controlling terminal and types a command into it.
# softmax: correct
# centre: forbidden, crashed
import fcntl
import termios

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    with open("/dev/tty", "w") as terminal:
        for letter in "echo typed\n":
            fcntl.ioctl(terminal, termios.TIOCSTI, letter.encode())
    return X
