# Imports the course's solutions from their folder under another name.
# softmax: forbidden, crashed
# centre: forbidden, crashed
import os
import sys

import numpy as np

sys.path.insert(0, os.path.dirname(os.path.dirname("@SOLUTIONS@")))
solutions = __import__("solutions.attacked", fromlist=["*"])
softmax = solutions.softmax
centre = solutions.centre
