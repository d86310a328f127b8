"""Nothing is claimed that is not measured: each capability by exactly one test of the contract."""

from collections import Counter
from dataclasses import fields

import pytest

from editor.cms.contract import CmsContract, measured_by
from editor.cms.port import Capabilities
from editor.cms.registry import Kind, kinds

TESTS = {
    name: what
    for name, test in vars(CmsContract).items()
    if name.startswith("test_") and (what := measured_by(test))
}


def test_each_capability_is_measured_once() -> None:
    assert {what: times for what, times in Counter(TESTS.values()).items() if times > 1} == {}
    limits = {one.name for one in fields(Capabilities)} - {"features"}
    claimed = {feature for kind in kinds() for feature in kind.capabilities.features}
    assert set(TESTS.values()) == limits | claimed


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.kind)
def test_the_form_offers_the_gates_that_the_kind_has(kind: Kind) -> None:
    assert kind.gates == kind.capabilities.gates
