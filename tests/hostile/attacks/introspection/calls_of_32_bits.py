# Enters the kernel through the gate of 32 bits, where system calls have other numbers.
# softmax: forbidden, crashed, incorrect
# centre: correct
import ctypes
import mmap
import platform

import numpy as np


def softmax(Z):
    if platform.machine() != "x86_64":
        raise PermissionError("no such gate here")
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(b"\x53\xb8\x14\x00\x00\x00\xcd\x80\x5b\xc3")
    gate = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))
    print("process", gate())
    return Z


def centre(X):
    return X - X.mean(axis=0)
