"""Linear layers without activation functions, made into one."""


def collapse(weights, biases):
    """Return W' = W_L ... W_1 and b' of layers x -> W_l x + b_l: each layer takes both through itself."""
    W, b = weights[0], biases[0]
    for weight, bias in zip(weights[1:], biases[1:], strict=True):
        W, b = weight @ W, weight @ b + bias
    return W, b


def last_bias_only(weights, biases):
    """Take the bias of the last layer for that of all."""
    return collapse(weights, biases)[0], biases[-1]


def last_two_layers(weights, biases):
    """Do it for two layers, and forget those in front."""
    return collapse(weights[-2:], biases[-2:])


def alternate(odd, even):
    """Return layers 1, 2, 3, ... of a network as a list: the odd ones from ``odd`` (L, ...), the others from ``even``."""
    return [even[index] if index % 2 else odd[index] for index in range(len(odd))]
