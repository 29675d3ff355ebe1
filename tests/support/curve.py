"""The curve of Ed25519 in plain numbers, slowly: the points of small order, found anew rather than listed."""

from __future__ import annotations

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
ORDER = 2**252 + 27742317777372353535851937790883648493
Point = tuple[int, int]


def add(one: Point, other: Point) -> Point:
    """The sum of two points (RFC 8032 § 5.1.4, affine)."""
    (x1, y1), (x2, y2) = one, other
    k = D * x1 * x2 * y1 * y2 % P
    return (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P, (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P


def times(factor: int, point: Point) -> Point:
    total: Point = (0, 1)
    while factor:
        if factor & 1:
            total = add(total, point)
        point, factor = add(point, point), factor >> 1
    return total


def lifted(y: int) -> Point | None:
    """A point with that y, or None."""
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    return None if (x * x - square) % P else (x, y)


def encoded(point: Point) -> bytes:
    x, y = point
    return (y | (x & 1) << 255).to_bytes(32, "little")


def small_points() -> tuple[Point, ...]:
    """Every point whose order divides 8: a point of order 8, and its multiples."""
    for y in range(2, 1000):
        point = lifted(y)
        torsion = None if point is None else times(ORDER, point)
        if torsion is not None and times(4, torsion) != (0, 1):
            return tuple(times(factor, torsion) for factor in range(8))
    raise AssertionError("no point of order 8 among a thousand")


SMALL_POINTS = small_points()


def non_canonical() -> list[bytes]:
    """Second encodings: y of p and more, each with both signs, and the neutral and the order-2 point with the wrong sign."""
    high = [(P + more) | sign << 255 for more in range(19) for sign in (0, 1)]
    return [value.to_bytes(32, "little") for value in (*high, 1 | 1 << 255, (P - 1) | 1 << 255)]


def small_u() -> list[bytes]:
    """The same points as X25519 writes them, and second encodings of them."""
    found = {0, *((1 + y) * pow(1 - y, -1, P) % P for _, y in SMALL_POINTS if y != 1)}
    again = {value + P for value in found if value + P < 2**255} | {value | 1 << 255 for value in found}
    return [value.to_bytes(32, "little") for value in sorted(found | again | {P + 2, P + 9})]
