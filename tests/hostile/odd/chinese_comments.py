# Has comments and names in Chinese and Greek.
# softmax: correct
# centre: correct
import numpy as np


def softmax(Z):
    # 减去每行的最大值，以免溢出
    指数 = np.exp(Z - Z.max(axis=1, keepdims=True))
    return 指数 / 指数.sum(axis=1, keepdims=True)


def centre(X):
    # 减去每列的平均值 🙂
    μ = X.mean(axis=0)
    return X - μ
