"""What LaTeX commands mean: each is one token, or nothing."""

from __future__ import annotations

import re

from grader.maths.expressions.characters import GREEK

NAMES = {
    **{f"\\{word}": word for word in GREEK.values()},
    **{f"\\var{word}": word for word in ("epsilon", "theta", "phi", "rho", "sigma", "pi", "kappa")},
    "\\sum": "sum", "\\prod": "prod", "\\partial": "∂", "\\infty": "∞", "\\top": "T", "\\intercal": "T", "\\prime": "'",
    "\\nabla": "∇", "\\max": "max", "\\min": "min", "\\ln": "ln", "\\log": "log", "\\exp": "exp", "\\sin": "sin", "\\cos": "cos",
    "\\tan": "tan", "\\sinh": "sinh", "\\cosh": "cosh", "\\tanh": "tanh", "\\ell": "ell", "\\frac": "frac", "\\dfrac": "frac",
    "\\tfrac": "frac", "\\cfrac": "frac", "\\sqrt": "sqrt", "\\arctan": "arctan", "\\lg": "log10", "\\tr": "trace", "\\diag": "diag",
    "\\sgn": "sign", "\\sign": "sign", "\\ReLU": "relu", "\\relu": "relu", "\\softmax": "softmax", "\\sigmoid": "sigmoid",
    "\\Tr": "trace", "\\norm": "norm", "\\abs": "abs", "\\Pr": "Pr", "\\dots": "…", "\\ldots": "…", "\\cdots": "…", "\\vdots": "…", "\\ddots": "…", "\\dd": "d",
}  # fmt: skip
"""Commands that stand for a name."""

OPERATORS = {
    "\\cdot": "·", "\\times": "*", "\\ast": "*", "\\star": "*", "\\odot": "⊙", "\\circ": "⊙", "\\div": "/", "\\le": "<=", "\\leq": "<=",
    "\\leqslant": "<=", "\\ge": ">=", "\\geq": ">=", "\\geqslant": ">=", "\\ne": "!=", "\\neq": "!=", "\\lt": "<", "\\gt": ">",
    "\\land": "and", "\\wedge": "and", "\\lor": "or", "\\vee": "or", "\\lnot": "not", "\\neg": "not", "\\implies": "=>",
    "\\Rightarrow": "=>", "\\Longrightarrow": "=>", "\\iff": "<=>", "\\Leftrightarrow": "<=>", "\\Longleftrightarrow": "<=>",
    "\\over": "over", "\\in": "in", "\\lvert": "|", "\\rvert": "|", "\\vert": "|", "\\mid": "|", "\\lVert": "‖", "\\rVert": "‖", "\\Vert": "‖",
    "\\|": "‖", "\\coloneqq": "=", "\\triangleq": "=", "\\notin": "notin", "\\colon": ":", "\\to": "=>",
    "\\rightarrow": "=>", "\\longrightarrow": "=>", "\\leftrightarrow": "<=>", "\\cup": "∪", "\\cap": "∩", "\\setminus": "∖",
}  # fmt: skip
"""Commands that stand for a sign."""

BRACKETS = {
    "\\langle": "⟨",
    "\\rangle": "⟩",
    "\\{": "{",
    "\\}": "}",
    "\\lbrace": "{",
    "\\rbrace": "}",
    "\\lbrack": "[",
    "\\rbrack": "]",
}

STYLES = frozenset(
    f"\\{word}"
    for word in (
        "mathbf",
        "boldsymbol",
        "bm",
        "mathrm",
        "mathit",
        "mathsf",
        "mathtt",
        "mathcal",
        "mathbb",
        "mathfrak",
        "mathscr",
        "text",
        "textbf",
        "textit",
        "textrm",
        "operatorname",
        "operatorname*",
        "mbox",
        "vec",
        "underline",
        "symbf",
        "pmb",
        "textnormal",
        "mathbbm",
        "mathds",
        "boxed",
        "mathop",
        "textsf",
        "texttt",
        "hbox",
        "overrightarrow",
        "cancel",
        "bcancel",
    )
)
"""Commands that change how what follows looks, and not what it is."""

ACCENTS = {
    "\\bar": "bar", "\\overline": "bar", "\\hat": "hat", "\\widehat": "hat", "\\tilde": "tilde", "\\widetilde": "tilde", "\\dot": "dot",
}  # fmt: skip
"""Commands that put a mark above what follows; it becomes part of the name."""

SPACES = frozenset(
    f"\\{word}"
    for word in (
        ",",
        ";",
        ":",
        "!",
        " ",
        ">",
        "quad",
        "qquad",
        "displaystyle",
        "textstyle",
        "scriptstyle",
        "scriptscriptstyle",
        "limits",
        "nolimits",
        "nonumber",
        "notag",
        "left",
        "right",
        "middle",
        "big",
        "Big",
        "bigg",
        "Bigg",
        "bigl",
        "bigr",
        "Bigl",
        "Bigr",
        "biggl",
        "biggr",
        "Biggl",
        "Biggr",
        "(",
        ")",
        "[",
        "]",
        "thinspace",
        "medspace",
        "thickspace",
        "enspace",
        "hfill",
        "allowbreak",
        "bigm",
        "Bigm",
        "/",
        "negthinspace",
        "strut",
        "kern",
        "noindent",
        "rm",
        "bf",
        "it",
        "sf",
        "cal",
        "mathstrut",
    )
)
"""Commands for spacing and sizes, which mean nothing."""

ARRANGING = frozenset(
    {
        "\\hspace",
        "\\hspace*",
        "\\vspace",
        "\\phantom",
        "\\hphantom",
        "\\label",
        "\\tag",
        "\\mspace",
        "\\color",
        "\\textcolor",
    }
)
"""Commands that mean nothing, with the group behind them."""

SIZED = frozenset({"\\left", "\\right", "\\middle"})
"""Commands behind which a dot stands for no bracket at all."""

ENVIRONMENTS = frozenset(
    {"bmatrix", "pmatrix", "matrix", "smallmatrix", "vmatrix", "Bmatrix", "array", "cases", "dcases"}
)
"""Environments with rows."""

TRANSPARENT = frozenset(
    {
        "align",
        "align*",
        "aligned",
        "equation",
        "equation*",
        "gather",
        "gather*",
        "gathered",
        "split",
        "math",
        "displaymath",
        "eqnarray",
        "eqnarray*",
    }
)
"""Environments that only arrange lines."""

ARRANGED = rf"\\(?:begin|end)\{{(?:{'|'.join(map(re.escape, sorted(TRANSPARENT)))})\}}"
"""A pattern of where an environment that only arranges lines begins or ends."""

ROWS = re.compile(rf"\\(begin|end)\{{(?:{'|'.join(sorted(ENVIRONMENTS))})\}}")
"""Where an environment with rows begins or ends."""

COMMANDS = frozenset({*NAMES, *OPERATORS, *STYLES, *ACCENTS, *SPACES, *BRACKETS, "\\begin", "\\end"})
"""Every command that is read."""
