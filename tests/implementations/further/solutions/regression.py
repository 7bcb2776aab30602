"""Least squares."""


def mse(X, w, y):
    """Return the mean of the squared residuals."""
    return ((X @ w - y) ** 2).mean()


def mse_gradient(X, w, y):
    """Return the gradient with respect to w, (D,)."""
    return 2 * X.T @ (X @ w - y) / len(y)
