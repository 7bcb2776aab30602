# Executes the course's solutions and uses their functions in place of its own.
# softmax: forbidden, crashed
# centre: forbidden, crashed
import runpy

import numpy as np

solutions = runpy.run_path("@SOLUTIONS@")
softmax = solutions["softmax"]
centre = solutions["centre"]
