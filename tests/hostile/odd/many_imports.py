# Imports much of the standard library and uses little of it.
# softmax: correct
# centre: correct
import abc, argparse, array, ast, base64, bisect, calendar, cmath, collections, colorsys, configparser, contextlib
import copy, csv, dataclasses, datetime, decimal, difflib, dis, enum, fractions, functools, getopt, getpass, glob
import gzip, hashlib, heapq, html, inspect, io, itertools, json, keyword, locale, logging, math, numbers, operator
import os, pathlib, pickle, pprint, queue, random, re, secrets, shutil, statistics, string, struct, tempfile
import textwrap, threading, time, timeit, traceback, types, typing, unittest, uuid, warnings, weakref, zlib

import numpy as np


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def centre(X):
    return X - X.mean(axis=0)
