"""The commands of LaTeX mathematics that KaTeX and MathJax both know, and what each takes.

Worked out with KaTeX 0.16.47 and MathJax 3.2.2 (with what its autoload extension loads), each command tried with 0, 1 and 2 arguments.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SYMBOLS = _words("""
    And Bbbk Box Bumpeq Cap Cup Delta Diamond Doteq Downarrow Finv Game Gamma Im Join Lambda Leftarrow Leftrightarrow Lleftarrow
    Longleftarrow Longleftrightarrow Longrightarrow Lsh Omega Phi Pi Pr Psi Re Rightarrow Rrightarrow Rsh Sigma Subset Supset Theta
    Uparrow Updownarrow Upsilon Vdash Vert Vvdash Xi aleph alpha amalg angle approx approxeq arccos arcsin arctan arg ast asymp
    backepsilon backprime backsim backsimeq backslash barwedge because beta beth between blacklozenge blacksquare blacktriangle
    blacktriangledown blacktriangleleft blacktriangleright bmod bot bowtie boxdot boxminus boxplus boxtimes bullet bumpeq cap cdot
    cdotp cdots centerdot checkmark chi circ circeq circlearrowleft circlearrowright circledR circledS circledast circledcirc
    circleddash clubsuit colon complement cong coprod cos cosh cot coth csc cup curlyeqprec curlyeqsucc curlyvee curlywedge
    curvearrowleft curvearrowright dagger daleth dashleftarrow dashrightarrow dashv ddagger ddots deg delta det diagdown diagup
    diamond diamondsuit digamma dim displaystyle div divideontimes doteq doteqdot dotplus dots dotsb dotsc dotsi dotsm dotso
    doublebarwedge doublecap doublecup downarrow downdownarrows downharpoonleft downharpoonright ell emptyset enspace epsilon eqcirc
    eqsim eqslantgtr eqslantless equiv eta eth exists exp fallingdotseq flat forall frown gamma gcd ge geq geqq geqslant gets gg ggg
    gggtr gimel gnapprox gneq gneqq gnsim gt gtrapprox gtrdot gtreqless gtreqqless gtrless gtrsim gvertneqq hbar heartsuit hom
    hookleftarrow hookrightarrow hslash iff iiint iint imath impliedby implies in inf infty injlim int intercal intop iota jmath
    kappa ker lVert lambda land langle lbrace lbrack lceil ldotp ldots le leadsto leftarrow leftarrowtail leftharpoondown
    leftharpoonup leftleftarrows leftrightarrow leftrightarrows leftrightharpoons leftrightsquigarrow leftthreetimes leq leqq
    leqslant lessapprox lessdot lesseqgtr lesseqqgtr lessgtr lesssim lfloor lg lgroup lhd lim liminf limsup ll llcorner lll llless
    lmoustache ln lnapprox lneq lneqq lnot lnsim log longleftarrow longleftrightarrow longmapsto longrightarrow looparrowleft
    looparrowright lor lozenge lrcorner lt ltimes lvert lvertneqq maltese mapsto mathstrut max measuredangle mho mid min models mp
    mu multimap nLeftarrow nLeftrightarrow nRightarrow nVDash nVdash nabla natural ncong ne nearrow neg negmedspace negthickspace
    negthinspace neq nexists ngeq ngeqq ngeqslant ngtr ni nleftarrow nleftrightarrow nleq nleqq nleqslant nless nmid nobreakspace
    notin nparallel nprec npreceq nrightarrow nshortmid nshortparallel nsim nsubseteq nsubseteqq nsucc nsucceq nsupseteq nsupseteqq
    ntriangleleft ntrianglelefteq ntriangleright ntrianglerighteq nu nvDash nvdash nwarrow odot oint omega omicron ominus oplus
    oslash otimes owns parallel partial perp phi pi pitchfork pm prec precapprox preccurlyeq preceq precnapprox precneqq precnsim
    precsim prime prod projlim propto psi qquad quad rVert rangle rbrace rbrack rceil restriction rfloor rgroup rhd rho rightarrow
    rightarrowtail rightharpoondown rightharpoonup rightleftarrows rightleftharpoons rightrightarrows rightsquigarrow
    rightthreetimes risingdotseq rmoustache rtimes rvert scriptscriptstyle scriptstyle searrow sec setminus sharp shortmid
    shortparallel sigma sim simeq sin sinh smallfrown smallint smallsetminus smallsmile smile spadesuit sphericalangle sqcap sqcup
    sqsubset sqsubseteq sqsupset sqsupseteq square star subset subseteq subseteqq subsetneq subsetneqq succ succapprox succcurlyeq
    succeq succnapprox succneqq succnsim succsim sum sup supset supseteq supseteqq supsetneq supsetneqq surd swarrow tan tanh tau
    textstyle therefore theta thickapprox thicksim thinspace times to top triangle triangledown triangleleft trianglelefteq
    triangleq triangleright trianglerighteq twoheadleftarrow twoheadrightarrow ulcorner unlhd unrhd uparrow updownarrow
    upharpoonleft upharpoonright uplus upsilon upuparrows urcorner vDash varDelta varGamma varLambda varOmega varPhi varPi varPsi
    varSigma varTheta varUpsilon varXi varepsilon varinjlim varkappa varliminf varlimsup varnothing varphi varpi varprojlim
    varpropto varrho varsigma varsubsetneq varsubsetneqq varsupsetneq varsupsetneqq vartheta vartriangle vartriangleleft
    vartriangleright vdash vdots vee veebar vert wedge wp wr xi yen zeta
    arcsin limits nolimits not over choose nonumber notag
    """)
"""Commands without an argument."""

SIGNS = frozenset(",;:!> {}|%#&$_\\\n")
"""What a backslash may stand before, besides letters."""

ONE = _words("""
    acute bar bcancel boldsymbol boxed breve cancel check ddddot dddot ddot dot grave hat hphantom llap mathbb mathbf mathbin
    mathcal mathclose mathfrak mathinner mathit mathnormal mathop mathopen mathord mathpunct mathrel mathring mathrm mathscr mathsf
    mathsfit mathtt mod operatorname overbrace overleftarrow overleftrightarrow overline overrightarrow phantom pmb pmod pod rlap smash sqrt
    substack tilde underbrace underleftarrow underleftrightarrow underline underrightarrow vcenter vec vphantom widehat widetilde
    xcancel xleftarrow xrightarrow
    """)
"""Commands with one argument, a formula."""

TWO = _words("binom cfrac dbinom dfrac frac overset stackrel tbinom tfrac underset")
"""Commands with two arguments, formulas."""

TEXT = _words("fbox hbox tag text textbf textit textnormal textrm textsf texttt textup")
"""Commands with one argument, a text."""

COLOURED = {"color": 1, "textcolor": 2, "colorbox": 2}
"""Commands whose first argument is a colour; how many arguments they have."""

LENGTHS = _words("kern mkern hskip mskip hspace")
"""Commands that are followed by a length."""

OPTIONAL = _words("sqrt xleftarrow xrightarrow smash")
"""Commands that take something in square brackets first."""

BARE = _words(
    "ddddot dddot mathbb mathbf mathcal mathfrak mathit mathnormal mathrm mathscr mathsf mathsfit mathtt mod pmod pod binom cfrac dbinom dfrac frac tbinom tfrac text textbf textit textnormal textrm textsf textup"
)
"""Commands with arguments that may follow ^ and _ without braces; of the others KaTeX says that they have no argument there."""

NEVER_BARE = _words(
    """
    Pr arccos arcsin arctan arg bmod choose coprod cos cosh cot coth csc deg det dim displaystyle dots dotsi enspace exp gcd
    hom iff impliedby implies inf injlim intop ker lg lim liminf limits limsup ln log mathstrut max min negmedspace
    negthickspace negthinspace nolimits nonumber not notag over prod projlim qquad quad scriptscriptstyle scriptstyle sec
    sin sinh smallint sum sup tan tanh textstyle thinspace varinjlim varliminf varlimsup varprojlim
    """
)
"""Commands without arguments that may not follow ^ and _ without braces."""

BIG = _words("big bigl bigr bigm Big Bigl Bigr Bigm bigg biggl biggr biggm Bigg Biggl Biggr Biggm")
"""Commands that make the delimiter after them larger."""

DELIMITERS = _words("""
    ( ) [ ] < > / | . \\{ \\} \\| \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\lvert \\rvert \\lVert \\rVert \\vert \\Vert
    \\lbrace \\rbrace \\lbrack \\rbrack \\backslash \\uparrow \\downarrow \\updownarrow \\Uparrow \\Downarrow \\Updownarrow
    \\lgroup \\rgroup \\lmoustache \\rmoustache \\ulcorner \\urcorner \\llcorner \\lrcorner \\lt \\gt
    """)
"""What may follow \\left, \\right and the commands in ``BIG``."""

ENVIRONMENTS = {
    **dict.fromkeys(
        _words("matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases aligned gathered"), False
    ),
    **dict.fromkeys(_words("array alignedat"), False),
    **dict.fromkeys(_words("split align align* equation equation* gather gather* alignat alignat*"), True),
}
"""Environments, and whether they stand in $$...$$ only."""

WITH_ARGUMENT = _words("array alignedat alignat alignat*")
"""Environments that take an argument: the columns, or how many there are."""

INSTEAD = {
    "bm": r"\boldsymbol{...}", "argmax": r"\operatorname*{arg\,max}", "argmin": r"\operatorname*{arg\,min}",
    "R": r"\mathbb{R}", "N": r"\mathbb{N}", "Z": r"\mathbb{Z}", "E": r"\mathbb{E}", "P": r"P", "mbox": r"\text{...}",
    "bold": r"\mathbf{...}", "cal": r"\mathcal{...}", "bf": r"\mathbf{...}", "rm": r"\mathrm{...}", "it": r"\mathit{...}",
    "coloneqq": ":=", "coloneq": ":=", "degree": r"^\circ", "emph": r"\textit{...}", "label": "a name in the text",
    "norm": r"\lVert ... \rVert", "abs": r"\lvert ... \rvert", "Alpha": "A", "Beta": "B", "Epsilon": "E", "Eta": "H", "Zeta": "Z",
    "diff": r"\mathrm{d}", "dd": r"\mathrm{d}", "dv": r"\frac{\mathrm{d} ...}{\mathrm{d} ...}", "pdv": r"\frac{\partial ...}{\partial ...}",
    "ket": r"\lvert ... \rangle", "infin": r"\infty", "real": r"\mathbb{R}", "reals": r"\mathbb{R}",
}  # fmt: skip
"""What to write in place of commands that only one of the two knows, or a package defines."""

FUNCTION_NAMES = _words(
    "softmax ReLU relu sigmoid diag tr rank sign sgn Var Cov erf vec logit trace span conv concat loss mean std argsort"
)
"""Names that are often written as a command that does not exist."""
