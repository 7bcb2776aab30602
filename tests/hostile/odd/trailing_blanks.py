# Has blanks at the ends of lines and many empty lines.
# softmax: correct
# centre: correct
import numpy as np   

   

   

def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)   

   

   

def centre(X):
    return X - X.mean(axis=0)   

