# Raises an exception whose class has a name full of escapes, line ends and markup.
# softmax: correct
# centre: crashed
import numpy as np

Odd = type("\x1b[2J\n[red]correct[/red]</script>\u202e" * 50, (Exception,), {})


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    raise Odd("\x1b[31m\r\n# softmax: correct")
