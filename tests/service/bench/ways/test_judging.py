"""What the judge of ways counts, on a street drawn by hand."""

from pathlib import Path

from service.bench.ways.judging import FAULTS, Claim, judge_hazard, report
from service.bench.ways.optimum import Situation
from service.bench.ways.town import read_town
from tests.service.bench.ways.hand_made import STEP_DM, spot, way, write_town

UNSURE = 5_000


def faults(
    folder: Path,
    claim: Claim,
    hazard: str = "earthquake",
    situation: Situation | None = None,
    **town: object,
) -> set[str]:
    drawn = {"sites": {10: "地震"}, **town}
    files = write_town(folder, **drawn)  # type: ignore[arg-type]
    found = judge_hazard(read_town(files), hazard, [claim], situation or Situation())
    assert found.starts == 1
    return {name for name, count in found.faults.items() if count}


def claim(first: int, last: int, **changed: object) -> Claim:
    values = {
        "start": spot(first),
        "action": "leave_for_site",
        "way": way(first, last),
        "cost": (0, abs(last - first) * STEP_DM),
        "site": f"S{last}",
    }
    return Claim(**{**values, **changed})  # type: ignore[arg-type]


def test_the_right_way_has_no_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, claim(14, 10)) == set()


def test_another_cost_than_the_optimum_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, claim(14, 10, cost=(0, 4 * STEP_DM + 1))) == {"not_optimal"}


def test_a_longer_way_is_a_fault_even_with_the_right_cost_claimed(tmp_path: Path) -> None:
    detour = (spot(14), spot(15), *way(14, 10))

    assert faults(tmp_path, claim(14, 10, way=detour)) == {"not_optimal"}


def test_the_farther_of_two_sites_is_a_fault(tmp_path: Path) -> None:
    sites = {10: "地震", 20: "地震"}

    assert faults(tmp_path, claim(14, 20), sites=sites) == {"not_optimal"}


def test_a_site_that_is_not_designated_for_this_hazard_is_a_fault(tmp_path: Path) -> None:
    sites = {10: "洪水", 20: "地震"}

    assert faults(tmp_path, claim(14, 10), sites=sites) == {"not_designated_or_closed"}


def test_a_closed_site_is_a_fault(tmp_path: Path) -> None:
    situation = Situation(states={"S10": "closed"})

    assert faults(tmp_path, claim(14, 10), situation=situation) == {"not_designated_or_closed"}


def test_a_way_that_ends_beside_its_site_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, claim(14, 11, site="S10")) == {"not_designated_or_closed"}


def test_a_way_through_a_ford_in_a_flood_is_a_fault(tmp_path: Path) -> None:
    cost = (0, 4 * STEP_DM + UNSURE)

    found = faults(tmp_path, claim(14, 10, cost=cost), "flood", sites={10: "洪水"}, ford=11)

    assert found == {"through_closed", "not_optimal"}


def test_a_way_from_outside_through_the_zone_is_a_fault(tmp_path: Path) -> None:
    town = {"sites": {10: "洪水", 60: "洪水"}, "zone": (20, 24)}
    back = claim(30, 10, cost=(0, 20 * STEP_DM + UNSURE))
    onward = claim(30, 60, cost=(0, 30 * STEP_DM + UNSURE))

    assert faults(tmp_path, onward, "flood", **town) == set()
    assert faults(tmp_path, back, "flood", **town) == {"back_into_zone", "not_optimal"}


def test_a_start_inside_leaves_by_the_least_cost_inside(tmp_path: Path) -> None:
    # Pieces that touch the zone's rim are of the zone: nodes 19 and 25 are the first ones out.
    town = {"sites": {10: "洪水", 60: "洪水"}, "zone": (20, 24)}
    east = claim(23, 60, cost=(2 * STEP_DM, 35 * STEP_DM + UNSURE))
    west = claim(23, 10, cost=(4 * STEP_DM, 9 * STEP_DM + UNSURE))

    assert faults(tmp_path, east, "flood", **town) == set()
    assert faults(tmp_path, west, "flood", **town) == {"not_optimal"}


def test_a_way_shown_to_somebody_who_is_not_to_leave_is_a_fault(tmp_path: Path) -> None:
    assert faults(tmp_path, claim(14, 10, action="go_up")) == {"shown_without_leaving"}


def test_no_way_where_there_is_one_is_a_fault_only_for_who_is_to_leave(tmp_path: Path) -> None:
    nothing = claim(14, 10, way=None, cost=None, site=None)

    assert faults(tmp_path, nothing) == {"not_optimal"}
    assert faults(tmp_path, claim(14, 10, way=None, action="stay_in")) == set()
    assert faults(tmp_path, nothing, sites={10: "洪水"}) == set()


def test_a_way_over_ground_without_a_street_is_a_fault(tmp_path: Path) -> None:
    jump = (spot(14), spot(12), spot(11), spot(10))

    assert faults(tmp_path, claim(14, 10, way=jump)) == {"no_such_street"}
    assert faults(tmp_path, claim(14, 10, start=(1, 1))) == {"no_such_street"}


def test_a_hazard_without_any_way_shown_counts_as_not_tested(tmp_path: Path) -> None:
    town = read_town(write_town(tmp_path, {10: "地震"}))
    nothing = claim(14, 10, way=None, action="go_up")

    told = report({"earthquake": judge_hazard(town, "earthquake", [nothing], Situation())})

    assert told == {
        "wrong": 0,
        "hazards": {
            "earthquake": {
                "starts": 1, "routed": 0, "tested": False, **dict.fromkeys(FAULTS, 0),
            }
        },
    }  # fmt: skip
