"""A network of two linear layers with a ReLU between them, a softmax and the cross-entropy, and its training."""

import numpy as np


def linear_forward(X, W, b):
    """Return XW + b, (N, K)."""
    return X @ W + b


def linear_backward(X, W, Ybar):
    """Return the gradients of X (N, D), W (D, K) and b (K,), summed over the batch."""
    return Ybar @ W.T, X.T @ Ybar, Ybar.sum(axis=0)


def relu_forward(Z):
    """Return max(0, z) for each entry of Z."""
    return np.maximum(Z, 0)


def relu_backward(Z, Abar):
    """Return Abar where Z > 0 and 0 elsewhere."""
    return Abar * (Z > 0)


def softmax(H):
    """Return exp(h_j) / sum_k exp(h_k) for each row of H (N, C), shifted so that nothing overflows."""
    E = np.exp(H - H.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cross_entropy(H, y):
    """Return the mean of -log P_y over the rows of H (N, C), for classes y (N,)."""
    return -np.log(softmax(H)[np.arange(len(y)), y]).mean()


def cross_entropy_gradient(H, y):
    """Return (P - Y) / N, (N, C), where the rows of Y are the classes y (N,) as one-hot rows."""
    return (softmax(H) - np.eye(H.shape[1])[y]) / len(y)


def logits(X, W1, b1, W2, b2):
    """Return ReLU(X W1 + b1) W2 + b2, (N, C)."""
    return linear_forward(relu_forward(linear_forward(X, W1, b1)), W2, b2)


def gradients(X, y, W1, b1, W2, b2):
    """Return the gradients of the loss by W1 (D, M), b1 (M,), W2 (M, C) and b2 (C,)."""
    Z = linear_forward(X, W1, b1)
    A = relu_forward(Z)
    Hbar = cross_entropy_gradient(linear_forward(A, W2, b2), y)
    Abar, W2bar, b2bar = linear_backward(A, W2, Hbar)
    _, W1bar, b1bar = linear_backward(X, W1, relu_backward(Z, Abar))
    return W1bar, b1bar, W2bar, b2bar


def training_step(X, y, W1, b1, W2, b2, rate):
    """Return W1, b1, W2 and b2 after one step against the gradient, all of it at the old weights."""
    W1bar, b1bar, W2bar, b2bar = gradients(X, y, W1, b1, W2, b2)
    return W1 - rate * W1bar, b1 - rate * b1bar, W2 - rate * W2bar, b2 - rate * b2bar


def train(X, y, W1, b1, W2, b2, rate, steps):
    """Return the loss in front of the first step and after each of them, (steps + 1,)."""
    weights = W1, b1, W2, b2
    losses = [cross_entropy(logits(X, *weights), y)]
    for _ in range(steps):
        weights = training_step(X, y, *weights, rate)
        losses.append(cross_entropy(logits(X, *weights), y))
    return np.array(losses)


def ring_points(noise):
    """Return points near two rings, (N, 2): even ones near radius 1, odd ones near radius 2; noise is (N, 2)."""
    n = np.arange(len(noise))
    circle = np.stack([np.cos(2.4 * n), np.sin(2.4 * n)], axis=1)
    return (1 + n % 2)[:, None] * circle + 0.1 * noise


def ring_classes(n):
    """Return the class of each of these points: 0 where n is even, 1 where it is odd."""
    return n % 2


def classify(X, y, X_new):
    """Return the class of each row of X_new, (K,), by a network of 20 hidden units that 100 steps on X and y train."""
    random = np.random.default_rng(42)
    weights = random.normal(size=(2, 20)), np.zeros(20), 0.3 * random.normal(size=(20, 2)), np.zeros(2)
    for _ in range(100):
        weights = training_step(X, y, *weights, rate=0.5)
    return logits(X_new, *weights).argmax(axis=1)


def ring_of_each(X, y, X_new):
    """Return what a trained network is to answer: inside radius 1.5 the class of point 0, outside the other one."""
    return np.where(np.linalg.norm(X_new, axis=1) < 1.5, y[0], 1 - y[0])


def mean_over_batch(X, W, Ybar):
    """Divide the gradients of the weights by N."""
    return Ybar @ W.T, X.T @ Ybar / len(X), Ybar.mean(axis=0)


def input_not_weights(X, W, Ybar):
    """Forget the product with X: every row of the gradient of W is the summed error signal."""
    return Ybar @ W.T, np.tile(Ybar.sum(axis=0), (W.shape[0], 1)), Ybar.sum(axis=0)


def absolute_value(Z):
    """Turn negative entries round in place of cutting them off."""
    return np.abs(Z)


def relu_of_signal(Z, Abar):
    """Apply the ReLU to the error signal."""
    return np.maximum(Abar, 0)


def relu_times_signal(Z, Abar):
    """Multiply by the ReLU itself and not by its derivative."""
    return Abar * np.maximum(Z, 0)


def softmax_over_batch(H):
    """Normalise over the wrong axis."""
    return softmax(H.T).T


def loss_summed(H, y):
    """Sum over the batch in place of the mean."""
    return cross_entropy(H, y) * len(y)


def all_classes(H, y):
    """Take the mean of -log P_j over every class in place of the right one."""
    return -np.log(softmax(H)).mean()


def not_averaged(H, y):
    """Forget 1/N."""
    return cross_entropy_gradient(H, y) * len(y)


def probabilities_only(H, y):
    """Forget to subtract the one-hot row."""
    return softmax(H) / len(y)


def uphill(X, y, W1, b1, W2, b2, rate):
    """Step along the gradient in place of against it."""
    return training_step(X, y, W1, b1, W2, b2, -rate)


def updated_too_early(X, y, W1, b1, W2, b2, rate):
    """Send the error signal back through W2 after its update."""
    Z = linear_forward(X, W1, b1)
    A = relu_forward(Z)
    Hbar = cross_entropy_gradient(linear_forward(A, W2, b2), y)
    _, W2bar, b2bar = linear_backward(A, W2, Hbar)
    W2, b2 = W2 - rate * W2bar, b2 - rate * b2bar
    _, W1bar, b1bar = linear_backward(X, W1, relu_backward(Z, Hbar @ W2.T))
    return W1 - rate * W1bar, b1 - rate * b1bar, W2, b2


def mask_missing(X, y, W1, b1, W2, b2, rate):
    """Forget the derivative of the ReLU on the way back."""
    A = relu_forward(linear_forward(X, W1, b1))
    Abar, W2bar, b2bar = linear_backward(A, W2, cross_entropy_gradient(linear_forward(A, W2, b2), y))
    _, W1bar, b1bar = linear_backward(X, W1, Abar)
    return W1 - rate * W1bar, b1 - rate * b1bar, W2 - rate * W2bar, b2 - rate * b2bar


def same_weights_again(X, y, W1, b1, W2, b2, rate, steps):
    """Take every step from the initial weights."""
    once = train(X, y, W1, b1, W2, b2, rate, 1)
    return np.append(once[0], np.full(steps, once[-1]))


def one_class_for_all(X, y, X_new):
    """Answer the class of the first point everywhere, as a network that has not learned anything does."""
    return np.full(len(X_new), y[0])
