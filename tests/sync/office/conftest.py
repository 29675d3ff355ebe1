"""People with laptops."""

from tests.support.office_stage import hire as hire
