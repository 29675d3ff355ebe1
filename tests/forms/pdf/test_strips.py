"""Pages: what must stay together does, heads stand again, nothing is lost and nothing sticks out below."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.pdf.strips import Placed, Strip, beside, hold_together, keep_whole, paginate, total_height


def strip(height: float, *, keep: bool = False, before: float = 0.0) -> Strip:
    made = Strip(height)
    made.keep = keep
    made.before = before
    return made


def tops(pages: list[list[Placed]]) -> list[int]:
    return [len(page) for page in pages]


def test_a_heading_goes_to_the_next_page_with_what_follows() -> None:
    pages = paginate([strip(80), strip(15, keep=True), strip(15)], 100, 100)
    assert tops(pages) == [1, 2]


def test_the_first_and_the_last_two_lines_of_a_text_stay_together() -> None:
    lines = [strip(10) for _ in range(10)]
    hold_together(lines)
    assert tops(paginate([strip(35), *lines], 50, 50))[0] == 1
    assert tops(paginate([strip(10), *lines], 100, 100)) == [9, 2]


def test_a_group_that_is_longer_than_a_page_is_broken_after_all() -> None:
    group = [strip(30) for _ in range(10)]
    keep_whole(group)
    pages = paginate(group, 100, 100)
    assert sum(map(len, pages)) == 10
    assert len(pages) == 4


def test_a_tables_head_stands_again_on_every_page_and_is_marked_as_said() -> None:
    head = strip(20, keep=True)
    rows = [strip(30) for _ in range(6)]
    for row in rows:
        row.head = (head,)
    pages = paginate([head, *rows], 100, 100)
    assert [placed.strip is head for placed in (page[0] for page in pages)] == [True] * len(pages)
    assert [page[0].again for page in pages] == [False] + [True] * (len(pages) - 1)


def test_white_above_is_left_out_at_the_top_of_a_page() -> None:
    pages = paginate([strip(90), strip(20, before=30)], 100, 100)
    assert pages[1][0].top == 0


def test_columns_side_by_side_keep_what_each_of_them_keeps() -> None:
    left, right = [strip(10, keep=True), strip(10)], [strip(12), strip(10), strip(10)]
    joined = beside(left, right)
    assert [one.keep for one in joined] == [True, False, False]
    assert total_height(joined) == 32


@settings(max_examples=200, deadline=None)
@given(
    st.lists(st.tuples(st.floats(1, 90), st.booleans(), st.floats(0, 20)), min_size=1, max_size=60),
    st.floats(95, 200),
    st.floats(95, 200),
)
def test_every_strip_is_on_a_page_once_in_order_and_within_it(
    parts: list[tuple[float, bool, float]], first: float, other: float
) -> None:
    strips = [strip(height, keep=keep, before=before) for height, keep, before in parts]
    pages = paginate(strips, first, other)
    assert [placed.strip for page in pages for placed in page] == strips
    for index, page in enumerate(pages):
        assert page
        assert page[-1].top + page[-1].strip.height <= (other if index else first) + 0.1
        for above, below in pairwise(page):
            assert below.top >= above.top + above.strip.height - 0.01
