"""Comparison, generators and tolerance: what they promise for any input."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from grader.arrays.comparison import Difference, compare
from grader.arrays.diagnosis.trial import SAFETY, Trial, same
from grader.arrays.generators import GENERATORS, generate, read_generator
from grader.arrays.tolerance import Given, Scale, from_bound, from_spread, perturbed, stated
from grader.errors import NotationError

SIZES = {"N": 5, "D": 3}
finite = st.floats(-1e6, 1e6, allow_nan=False)
matrices = arrays(np.float64, array_shapes(max_dims=3, max_side=5), elements=finite)


def exact(array):
    return np.zeros(array.shape)


def drawn(text, seed="s", sizes=SIZES):
    return generate(read_generator(text, sizes), sizes, seed)


@given(matrices)
def test_an_array_equals_itself(array):
    assert compare(array.copy(), array, exact(array)).difference is Difference.NONE


@given(matrices, st.data())
def test_one_entry_beyond_its_tolerance_is_found_and_pointed_at(array, data):
    index = data.draw(st.tuples(*(st.integers(0, n - 1) for n in array.shape)))
    changed = array.copy()
    changed[index] += 1.0
    found = compare(changed, array, np.full(array.shape, 0.5))
    assert (found.difference, found.differing, found.worst) == (Difference.VALUES, 1, index)
    assert compare(changed, array, np.full(array.shape, 1.5)).difference is Difference.NONE


numbers = st.sampled_from([np.float64, np.float16, np.int64, np.uint64, np.bool_])
shapes = st.sampled_from([(), (0,), (3,), (2, 2)])
within = st.sampled_from([0.0, 5e-324, 1e-9, -1e-9, 1.1e-9, 4e-6, 1.0])


@given(st.data())
def test_a_quick_look_at_one_entry_rejects_nothing_that_is_the_same(data):
    shape = data.draw(shapes)
    actual = data.draw(arrays(data.draw(numbers), shape))
    with np.errstate(all="ignore"):
        near = actual.astype(np.float64) * (1 + data.draw(within)) + data.draw(within)
    wrong = data.draw(st.just(near) | arrays(data.draw(numbers), shape))
    tolerance = data.draw(arrays(np.float64, shape, elements=st.floats(min_value=0)))
    with np.errstate(all="ignore"):
        given_by = Trial(actual, actual, tolerance, {}, {}).gives(wrong)
        assert given_by == same(actual, np.asarray(wrong), SAFETY * tolerance)


@given(matrices, st.sampled_from([np.nan, np.inf, -np.inf]), st.booleans())
def test_nan_and_inf_are_never_right(array, bad, expected_too):
    actual = np.full(array.shape, bad)
    expected = actual if expected_too else array
    assert compare(actual, expected, np.full(array.shape, np.inf)).difference in (
        Difference.NAN,
        Difference.OVERFLOW,
    )


@given(matrices, array_shapes(max_dims=3, max_side=5))
def test_nothing_is_broadcast(array, shape):
    other = np.zeros(shape)
    found = compare(other, array, np.full(array.shape, np.inf))
    assert (found.difference is Difference.NONE) == (other.shape == array.shape)


@given(matrices)
def test_axes_of_length_one_and_flattening_are_a_matter_of_shape_only(array):
    for actual in (array[None], array[..., None], array.reshape(-1)):
        if actual.shape != array.shape:
            found = compare(actual, array, exact(array))
            assert (found.difference, found.values_right) == (Difference.SHAPE, True)


def test_a_transpose_is_not_a_matter_of_shape():
    array = np.arange(6.0).reshape(2, 3)
    assert not compare(array.T.copy(), array, exact(array)).values_right


def test_an_empty_array_is_right_only_where_one_is_expected():
    empty = np.zeros((0, 3))
    assert compare(empty, empty, exact(empty)).difference is Difference.NONE
    assert compare(empty, np.zeros((2, 3)), np.zeros((2, 3))).difference is Difference.SHAPE
    assert compare(np.zeros((2, 3)), empty, empty).difference is Difference.SHAPE


@pytest.mark.parametrize("dtype", [np.int64, np.bool_])
def test_the_class_of_the_dtype_comes_before_values(dtype):
    expected = np.array([1.0, 0.0])
    found = compare(expected.astype(dtype), expected, exact(expected))
    assert (found.difference, found.values_right) == (Difference.DTYPE, True)


@pytest.mark.parametrize(
    ("text", "shape", "dtype"),
    [
        ("normal(N, D)", (5, 3), "f"), ("uniform(N, low=2, high=3)", (5,), "f"), ("integers(N, low=1, high=4)", (5,), "i"),
        ("labels(N, D)", (5,), "i"), ("one_hot(N, D)", (5, 3), "f"), ("simplex(N, D)", (5, 3), "f"), ("mask(N, D)", (5, 3), "b"),
        ("constant(N, value=0.5)", (5,), "f"), ("zeros(N, D)", (5, 3), "f"), ("ones(D)", (3,), "f"), ("arange(N)", (5,), "i"),
        ("offsets(N, 1000, -1000, 0) + normal(N, D)", (5, 3), "f"), ("2*normal(N, D) - 1", (5, 3), "f"),
        ("normal(N, D) > 0", (5, 3), "b"), ("normal(2N, D+1)", (10, 4), "f"), ("exp(normal(N))", (5,), "f"),
        ("normal(N, D) @ normal(D, N)", (5, 5), "f"), ("1e3*normal(N)", (5,), "f"),
    ],
)  # fmt: skip
def test_generators_give_their_shape_and_dtype(text, shape, dtype):
    array = drawn(text)
    assert (array.shape, array.dtype.kind) == (shape, dtype)


def test_every_generator_is_documented():
    page = (__import__("pathlib").Path(__file__).parent.parent / "docs" / "kinds" / "function.md").read_text()
    assert [name for name in GENERATORS if f"`{name}(" not in page] == []


@given(st.text(max_size=20), st.sampled_from(["normal(N, D)", "uniform(N)", "labels(N, D)", "simplex(N, D)"]))
@settings(max_examples=30)
def test_the_same_seed_gives_the_same_array_and_another_another(seed, text):
    assert np.array_equal(drawn(text, seed), drawn(text, seed))
    assert not np.array_equal(drawn("normal(N, D)", seed), drawn("normal(N, D)", seed + "x"))


@given(st.text(max_size=10))
@settings(max_examples=30)
def test_values_keep_away_from_kinks_and_upstreams_are_never_all_ones(seed):
    sizes = {"N": 40, "D": 30}
    for text in ("normal(N, D)", "uniform(N, D)"):
        array = drawn(text, seed, sizes)
        assert np.abs(array).min() >= 0.01
        assert np.unique(array).size > 1000
    rows = drawn("simplex(N, D)", seed, sizes)
    assert np.allclose(rows.sum(axis=1), 1)
    assert (rows > 0).all()


def test_offsets_differ_by_row():
    assert drawn("offsets(N, 1000, -1000, 0)").tolist() == [[1000.0], [-1000.0], [0.0], [1000.0], [-1000.0]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("norml(N, D)", "did you mean 'normal'"), ("normal(N, E)", "'E' is no known name"), ("normal(N, D", "')' was expected"),
        ("normal(0.5)", "whole numbers"), ("normal(N, -1)", "whole numbers"), ("labels(N)", "labels(N, C)"),
        ("normal(10000000, 10)", "entries"), ("normal(N) + normal(D)", "cannot be applied to the shapes"), ("log(-ones(N))", "not finite"),
        ("uniform(N, low=3, high=1)", "below high"), ("__import__('os')", "was expected in place of '_'"), ("1/0", "division by zero"),
        ("normal(N, mean=3)", "has no option"), ("offsets(N)", "offsets(N, 1000"),
    ],
)  # fmt: skip
def test_a_generator_that_cannot_be_read_says_what_is_wrong(text, says):
    with pytest.raises(NotationError) as error:
        drawn(text)
    assert says in error.value.text


def test_tolerance_has_a_floor_and_grows_with_what_rounding_does():
    expected = np.array([1.0, 1e-12])
    scale, nothing = Scale("float64"), np.zeros(2)
    assert np.allclose(from_spread(expected, [], scale).room, 1e-9)
    assert np.allclose(from_spread(expected, [expected + 1e-6], scale).room, 16e-6)
    assert np.allclose(from_bound(expected, nothing, None, scale).room, 1e-9)
    assert np.allclose(from_bound(expected, nothing + 1e-6, None, scale).room, 4e-6)
    assert np.allclose(from_bound(expected, nothing, None, Scale("float32")).room, 1e-4)
    assert np.allclose(from_bound(expected, nothing, None, Scale("float64", full=True)).room, 32 * 2.0**-52)
    assert np.allclose(stated(expected, Given(rtol=0.1)).room, [0.1, 1e-13])
    whole = np.array([1, 2])
    assert (from_spread(whole, [], scale).room == 0).all()
    assert (from_bound(whole, nothing, None, scale).room == 0).all()


def test_an_entry_that_rounding_exceeds_or_that_lies_on_a_kink_says_nothing():
    expected, scale = np.array([1.0, 1e-12, 2.0]), Scale("float64", full=True)
    assert from_bound(expected, np.array([1e-15, 1e-12, 1e-15]), None, scale).silent == 1
    at_kink = from_bound(expected, np.zeros(3), np.array([1.0, 1e-12, 5.0]), scale)
    assert at_kink.silent == 1
    assert at_kink.room[2] == 3.0


def test_perturbation_moves_floats_by_one_unit_and_leaves_the_rest():
    array = drawn("normal(N, D)")
    moved = perturbed(array, 1)
    assert (np.abs(moved - array) == np.spacing(np.abs(array))).mean() > 0.9
    assert (moved != array).all()
    assert perturbed(np.arange(3), 1).tolist() == [0, 1, 2]


def test_labels_hold_the_last_class_always_never_or_as_it_falls():
    def drawn(seed, **options):
        return generate(read_generator("labels(N, D)", SIZES), SIZES, str(seed), **options)

    assert all(2 in drawn(seed, last_class=True) for seed in range(30))
    assert not any(2 in drawn(seed, last_class=False) for seed in range(30))
    assert {2 in drawn(seed) for seed in range(30)} == {True, False}
    assert all(drawn(seed, last_class=last).min() >= 0 for seed in range(30) for last in (True, False, None))


def test_a_number_is_drawn_where_no_sizes_are_given():
    drawn = [
        generate(read_generator(text, {}), {}, "seed")
        for text in ("normal()", "uniform(low=2, high=3)", "integers(low=4, high=5)")
    ]
    assert isinstance(drawn[0], float)
    assert 2 <= drawn[1] < 3
    assert drawn[2] == 4
