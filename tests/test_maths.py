"""Notation, numbers, closeness and derivatives, on random inputs."""

import math
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from grader.errors import NotationError
from grader.maths.expressions.evaluate import evaluate
from grader.maths.expressions.exact import EXACT, number_of, rational
from grader.maths.expressions.expression import Binary, Call, Name, Negation, Number, walk
from grader.maths.numbers.arithmetic import parse, show
from grader.maths.numbers.closeness import Closeness, TypedNumber, closeness
from grader.maths.numbers.identifiers import alike, canonical_name
from grader.maths.numbers.tape import Pass, Tape

settings.register_profile("patient", deadline=None)
settings.load_profile("patient")

NAMES = ("x", "y")
ARITHMETIC = "+-*/@^"
COMPARISONS = ("=", "!=", "<", ">", "<=", ">=")


def numbers():
    plain = st.from_regex(r"(0|[1-9][0-9]{0,3})(\.[0-9]{1,3})?(e(0|-?[1-9][0-9]?))?", fullmatch=True)
    return plain.map(lambda digits: Number(Fraction(digits), digits))


def expressions(operators):
    exponents = st.one_of(
        st.sampled_from(NAMES).map(Name), st.integers(0, 300).map(lambda n: Number(Fraction(n), str(n)))
    )

    def larger(smaller):
        return st.one_of(
            smaller.map(Negation),
            st.builds(Binary, st.sampled_from([each for each in operators if each != "^"]), smaller, smaller),
            st.builds(Binary, st.just("^"), smaller, st.one_of(exponents, exponents.map(Negation))),
            st.builds(
                lambda *three: Binary("^", three[0], Binary("^", *three[1:])),
                smaller,
                st.just(Name("x")),
                exponents,
            ),
            st.builds(lambda x: Call("exp", (x,)), smaller),
            st.builds(lambda several: Call("max", tuple(several)), st.lists(smaller, min_size=1, max_size=3)),
            st.builds(lambda x, y: Call("exp", (x,), (("axis", y),)), smaller, smaller),
        )

    return st.recursive(st.one_of(numbers(), st.sampled_from(NAMES).map(Name)), larger, max_leaves=15)


def scribbles():
    words = [
        "x",
        "y",
        "1",
        "2.5",
        "0,62",
        ".5",
        "1e-3",
        "3e",
        "exp(",
        "max(",
        ")",
        "(",
        "]",
        "[",
        ",",
        "²",
        "⁻¹",
        "⁺",
    ]
    signs = [
        "+",
        "-",
        "−",
        "*",
        "**",
        "×",
        "÷",
        "/",
        "^",
        "@",
        "=",
        "<",
        "≤",
        "!=",
        " ",
        "_",
        "x₁",
        "w_{0}",
        "e",
        "pi",
        "'",
    ]
    return st.lists(st.sampled_from(words + signs), max_size=25).map("".join)


def told(function, argument, *more):
    """What a call gives, and the notation error it raises; one of them is None."""
    try:
        return function(argument, *more), None
    except NotationError as error:
        return None, error


any_text = st.one_of(st.text(max_size=40), scribbles())


# Notation


@given(expressions(ARITHMETIC))
def test_what_is_shown_is_read_as_the_same(expression):
    assert parse(show(expression), NAMES) == expression


@given(expressions((*ARITHMETIC, *COMPARISONS)))
@example(Call("max", (Binary("=", Name("x"), Name("y")), Name("x"))))
def test_what_is_shown_is_read_as_the_same_with_comparisons(expression):
    assert parse(show(expression), NAMES) == expression


@given(scribbles())
def test_whatever_can_be_read_is_shown_as_it_was_read(text):
    try:
        expression = parse(text, NAMES)
    except NotationError:
        return
    assert parse(show(expression), NAMES) == expression


@given(any_text)
@example("2⁻⁺²")
@example("x" * 3000)
@example("1 " * 700)
@example("(" * 10**6)
@example("-" * 10**6)
@example("2^" * 300 + "2")
@example("9" * 10**5)
@example("1e" + "9" * 5000)
@example("max(" * 40 + "1" + ")" * 40)
@example("exp" * 50)
@example("_{}" * 20)
@example("\\text")
def test_reading_any_text_raises_nothing_but_a_notation_error(text):
    expression, error = told(parse, text, NAMES)
    if error:
        assert error.text
        assert 1 <= error.column <= len(text) + 1
    else:
        assert all(1 <= node.column <= len(text) for node in walk(expression))


@given(any_text)
@example("9**9**9**9")
@example("2^-4000")
@example("10^300*10^300*10^300*10^300*10^300")
@example("max()")
@example("exp(1, 2)")
@example("exp(x=1)")
@example("(1=1)^(2=2)")
@example("exp(700)*exp(700) - exp(700)*exp(700)")
@example("sin(exp(700)*exp(700))")
@example("sqrt(10^600)")
@example("sigmoid(10^600)")
@example("sigmoid(-10^600)")
@example("max(e, 10^600)*e")
@example("0^0")
@example("0^(-1/2)")
@example("(-8)^(1/3)")
@example("log(-1)")
def test_the_number_of_any_text_is_finite_or_a_notation_error(text):
    try:
        value = number_of(parse(text))
    except NotationError:
        return
    assert type(value) is Fraction or (type(value) is float and math.isfinite(value))


@pytest.mark.parametrize("text", [" ".join(["e"] * 600), "+".join(["1"] * 300)])
def test_the_longest_text_that_is_read_is_worked_out_and_shown(text):
    expression = parse(text)
    assert show(expression)
    number, error = told(TypedNumber.read, expression)
    assert (number is None) != (error is None)


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("1/2x", "1/(2*x)"),
        ("2x^2", "2*(x^2)"),
        ("-x^2", "-(x^2)"),
        ("x^y^2", "x^(y^2)"),
        ("2^-x", "2^(-x)"),
        ("x²y", "(x^2)*y"),
        ("2(x+y)", "2*(x+y)"),
        ("(x)(y)", "x*y"),
        ("x − y – 1", "x-y-1"),
        ("x÷y×2", "(x/y)*2"),
        ("[x+y]{2}", "(x+y)*2"),
        ("x y", "x*y"),
        ("max(x,1)", "max(x, 1)"),
        ("ln(x)", "log(x)"),
        ("ReLU(x)", "relu(x)"),
        ("σ(x)", "sigmoid(x)"),
        ("x == y", "x = y"),
        ("0,62", "0.62"),
        ("exp x", "exp(x)"),
        ("√2", "sqrt(2)"),
        ("|x - 1|", "abs(x-1)"),
        ("log_2 8", "log2(8)"),
        (r"\frac{x}{2} \cdot y", "x/2*y"),
        (r"\frac12\left(x + \sqrt{y}\right)", "1/2*(x + sqrt(y))"),
        (r"4.54 \times 10^{-5}", "4.54*10^(-5)"),
        (r"\sigma(x)\,e^{-y}", "sigmoid(x)*e^(-y)"),
    ],
)
def test_two_spellings_of_one_expression(text, same_as):
    assert parse(text, NAMES) == parse(same_as, NAMES)


@pytest.mark.parametrize(
    ("text", "column", "says"),
    [
        ("x + z", 5, "'z' is no known name"),
        ("x + + y)", 8, "closes nothing"),
        ("(x + y", 7, "to close the bracket of column 1"),
        ("x * / y", 5, "was expected"),
        ("2 3", 3, "write * between"),
        ("x; y", 2, "not expected here"),
        ("x + 1,234", 5, "can be read as"),
        ("expp(x)", 1, "did you mean 'exp'"),
        ("exp", 1, "needs an argument"),
        ("x^T", 2, "a transpose is not read here"),
        ("sum_i x", 1, "a sum over an index is not read here"),
        ("[x, y]", 1, "a vector is not read here"),
        ("softmax(x)", 1, "is no known function"),
        ("x\ny", 1, "one line"),
        ("", 1, "was expected"),
    ],
)
def test_an_error_has_its_column_and_its_reason(text, column, says):
    with pytest.raises(NotationError) as caught:
        parse(text, NAMES)
    assert caught.value.column == column
    assert says in caught.value.text


@given(
    st.sampled_from(["w0", "w_0", "w₀", "w_{0}"]),
    st.sampled_from(["d{z}/d{x}", "∂{z}/∂{x}", "d{z}_d{x}", "d{z} / d{x}"]),
)
def test_every_spelling_of_a_derivative_is_alike(name, form):
    assert alike(form.format(z="z", x=name)) == alike("dz/dw0")


@given(st.text(max_size=20))
def test_any_name_has_one_spelling(text):
    assert canonical_name(canonical_name(text)) == canonical_name(text)
    assert alike(text) == alike(f" {text} ")


# Exact arithmetic

rationals = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


@given(rationals, rationals)
def test_arithmetic_on_rationals_is_exact(x, y):
    assert number_of(parse("(x+y)^2 - x^2 - 2*x*y", NAMES), {"x": x, "y": y}) == y * y


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_decimal_it_is_written_as(value):
    assert rational(value) == Fraction(repr(value))
    assert float(rational(value)) == value


@pytest.mark.parametrize("text", ["(-e)^2", "(1-e)^2", "(-e)^-2", "(-pi)^3", "(-e)^0", "(sigmoid(1) - 1)²"])
def test_a_negative_number_in_floating_point_has_whole_powers(text):
    base, _, exponent = text.replace("²", "^2").rpartition("^")
    expected = float(number_of(parse(base))) ** int(exponent)
    assert float(number_of(parse(text))) == pytest.approx(expected, rel=1e-12)


# Closeness


def keys():
    floats = st.floats(min_value=1e-12, max_value=1e12, allow_nan=False)
    exact = st.fractions(min_value=Fraction(1, 10**6), max_value=10**6, max_denominator=10**6)
    return st.tuples(st.one_of(floats, exact), st.booleans()).map(
        lambda pair: -pair[0] if pair[1] else pair[0]
    )


def typed(value, digits, rounding):
    """``value`` as a student types it with so many significant digits."""
    context = Context(prec=60)
    exact = Fraction(value)
    decimal = context.divide(Decimal(exact.numerator), Decimal(exact.denominator))
    text = f"{Context(prec=digits, rounding=rounding).plus(decimal):.{digits - 1}e}"
    return TypedNumber.read(parse(text))


@given(keys(), st.integers(3, 15), st.sampled_from([ROUND_HALF_EVEN, ROUND_DOWN]))
def test_a_key_rounded_or_truncated_to_three_digits_or_more_is_right(key, digits, rounding):
    assert closeness(typed(key, digits, rounding), key).right


@given(keys(), st.integers(3, 15), st.sampled_from([ROUND_HALF_EVEN, ROUND_DOWN]))
def test_the_negative_of_a_key_is_wrong_and_named(key, digits, rounding):
    assert closeness(typed(-key, digits, rounding), key) is Closeness.SIGN


@given(keys(), st.integers(1, 2), st.sampled_from([ROUND_HALF_EVEN, ROUND_DOWN]))
def test_a_key_rounded_further_is_coarse_unless_it_is_the_key(key, digits, rounding):
    number = typed(key, digits, rounding)
    assume(abs(Fraction(number.value) - Fraction(key)) > abs(Fraction(key)) * Fraction(1, 10**6))
    assert closeness(number, key) is Closeness.COARSE


@given(keys(), st.integers(3, 12))
def test_two_units_in_the_last_digit_off_is_wrong(key, digits):
    number = typed(key, digits, ROUND_DOWN)
    off = TypedNumber(number.value + (2 if key > 0 else -2) * number.unit, number.significant, number.unit)
    assume(abs(Fraction(off.value) - Fraction(key)) > abs(Fraction(key)) * Fraction(1, 10**8))
    assert not closeness(off, key).right


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**6))
def test_a_fraction_is_right_exactly_when_it_is_the_key(key):
    assert closeness(TypedNumber(key), key) is Closeness.EQUAL
    assert not closeness(TypedNumber(key + Fraction(1, 10**15)), key).right


reals = st.one_of(
    st.floats(allow_nan=False, allow_infinity=False),
    st.fractions(max_denominator=10**9),
    st.integers(-1300, 299).map(lambda power: Fraction(10) ** power),
)


@given(reals, reals, st.integers(-400, 400), st.integers(0, 40))
@example(Fraction(10) ** 299, math.exp(-1), 0, 0)
@example(math.exp(-1), Fraction(10) ** 299, 0, 0)
@example(Fraction(1), 1e-310, 0, 3)
def test_closeness_never_fails(actual, expected, place, significant):
    decimal = TypedNumber(actual, significant, Fraction(10) ** place if significant else None)
    assert isinstance(closeness(decimal, expected), Closeness)


@pytest.mark.parametrize(
    ("actual", "key"), [(Fraction(1), 1.7e308), (Fraction(1), 3e307), (Fraction(7), 5e-324)]
)
def test_a_slip_is_not_seen_where_floating_point_ends(actual, key):
    assert closeness(TypedNumber(actual), key) is Closeness.DIFFERENT


# Derivatives

SMOOTH = [
    "{a} + {b}",
    "{a} - 2*{b}",
    "{a}*{b}",
    "{a}*{a} + {b}",
    "{a}/(1 + {b}^2)",
    "sigmoid({a})",
    "tanh({a} + {b})",
    "exp(sin({a}))",
    "sin({a})*cos({b})",
    "log(1 + {a}^2)",
    "sqrt(1 + {a}*{a})",
    "1/(2 + cos({a}))",
    "2^sin({a})",
    "(1 + {b}^2)^sin({a})",
    "tan(sin({a})/2)",
    "sinh(sin({a})) - cosh(sin({b}))",
    "log2(1 + {a}^2) + log10(2 + sin({b}))",
    "({a} - {b})^3",
]
FLOATS = st.floats(-2, 2, allow_nan=False).map(lambda value: round(value, 3))


@st.composite
def chains(draw):
    """Given numbers, and steps of which the last uses something above it."""
    given_values = {name: draw(FLOATS) for name in ("p", "q", "r")}
    steps, known = {}, [*given_values]
    for index in range(draw(st.integers(1, 5))):
        a, b = draw(st.sampled_from(known)), draw(st.sampled_from(known))
        steps[f"s{index}"] = draw(st.sampled_from(SMOOTH)).format(a=a, b=b)
        known.append(f"s{index}")
    return given_values, steps


def all_derivatives(tape, of):
    found = Pass(tape, {})
    return {
        name: found.derivative(of, name) for name in (*tape.given, *tape.steps) if found.depends(of, name)
    }


def tape_of(values, steps):
    known = [*values, *steps]
    return Tape(
        {name: rational(value) for name, value in values.items()},
        {n: parse(text, known) for n, text in steps.items()},
    )


@given(chains())
def test_reverse_mode_agrees_with_central_differences(chain):
    values, steps = chain
    last = list(steps)[-1]
    tape = tape_of(values, steps)
    derivatives = {name: float(slope) for name, slope in all_derivatives(tape, last).items()}
    assume(all(abs(slope) < 1e6 for slope in derivatives.values()))
    h = 1e-5

    def moved(name, by):
        return float(Pass(tape_of({**values, name: values[name] + by}, steps), {}).value(last))

    for name in values:
        # Richardson: the error of the difference falls to the fourth order.
        coarse, fine = ((moved(name, step) - moved(name, -step)) / (2 * step) for step in (2 * h, h))
        slope = (4 * fine - coarse) / 3
        scale = 1 + abs(slope) + abs(float(Pass(tape, {}).value(last)))
        assert derivatives.get(name, 0.0) == pytest.approx(slope, abs=1e-4 * scale)


@given(chains())
def test_a_known_value_takes_the_place_of_its_step(chain):
    values, steps = chain
    tape = tape_of(values, steps)
    first = next(iter(steps))
    assert Pass(tape, {first: Fraction(7)}).value(first) == 7
    assert Pass(tape, {}).derivative(first, first) == 1


@given(FLOATS, FLOATS)
def test_a_product_and_a_square_have_exact_derivatives(p, q):
    tape = tape_of({"p": p, "q": q}, {"u": "p*q", "z": "u^2 + 3*u"})
    x, y = rational(p), rational(q)
    assert all_derivatives(tape, "z") == {
        "z": 1,
        "u": 2 * x * y + 3,
        "p": (2 * x * y + 3) * y,
        "q": (2 * x * y + 3) * x,
    }


@pytest.mark.parametrize(
    ("text", "at"), [("relu(x)", 0), ("abs(x)", 0), ("max(x, 1)", 1), ("min(1, x)", 1), ("sign(x)", 0)]
)
def test_a_kink_has_no_derivative(text, at):
    tape = Tape({"x": Fraction(at)}, {"z": parse(text, ["x"])})
    with pytest.raises(NotationError, match="no derivative"):
        all_derivatives(tape, "z")


@pytest.mark.parametrize(
    ("text", "at", "slope"),
    [
        ("relu(x)", 1, 1),
        ("relu(x)", -1, 0),
        ("abs(x)", -2, -1),
        ("max(x, 1)", 2, 1),
        ("max(x, x)", 1, 1),
        ("min(x, 1)", 2, 0),
    ],
)
def test_beside_a_kink_the_derivative_is_exact(text, at, slope):
    tape = Tape({"x": Fraction(at)}, {"z": parse(text, ["x"])})
    assert all_derivatives(tape, "z")["x"] == slope


@given(st.floats(-700, 700, allow_nan=False))
def test_the_sigmoid_keeps_its_digits(x):
    value = float(evaluate(parse("sigmoid(x)", ["x"]), {"x": x}, EXACT))
    mirrored = float(evaluate(parse("sigmoid(-x)", ["x"]), {"x": x}, EXACT))
    assert value + mirrored == pytest.approx(1, rel=1e-12)
    assert value == pytest.approx(math.exp(min(0, x)) / (1 + math.exp(-abs(x))), rel=1e-12)
