import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allColumns } from "../page/models/columns";
import * as url from "./filter";

const value = fc.string({ minLength: 1, maxLength: 20 });
const values = fc.uniqueArray(value, { minLength: 1, maxLength: 4 }).map((list) => [...list].sort());

const filters: fc.Arbitrary<url.ModelsFilter> = fc.constantFrom<url.View>("versions", "groups").chain((view) => {
  const keys: url.ValueFilter[] = [...url.facetsOf(view), "model_group"];
  const versions = view === "versions";
  return fc.record({
    view: fc.constant(view),
    q: fc.string(),
    values: fc.dictionary(fc.constantFrom(...keys), values),
    registered: versions ? fc.option(fc.constantFrom("2026-11", "2024-01")) : fc.constant(null),
    waitingOverDays: versions ? fc.option(fc.nat({ max: 999 })) : fc.constant(null),
    sort: fc.constantFrom("-changed_at", "owner", versions ? "-version" : "-versions"),
    columns: fc.option(fc.uniqueArray(fc.constantFrom("owner", "team", "region"))),
  });
});

describe("the URL of the Models page", () => {
  test("a filter comes back from its URL unchanged", () => {
    fc.assert(
      fc.property(filters, (filter) => {
        expect(url.parseFilter(url.formatFilter(filter))).toEqual(filter);
      }),
    );
  });

  test("any query string is read without failing and settles after one round", () => {
    fc.assert(
      fc.property(fc.string(), (search) => {
        const once = url.formatFilter(url.parseFilter(search));
        expect(url.formatFilter(url.parseFilter(once))).toBe(once);
      }),
    );
  });

  test("what the API would refuse is cut or left out", () => {
    const values = Array.from({ length: 150 }, (_, index) => `owner=${index}`).join("&");
    const filter = url.parseFilter(`q=${"\u{1f52c}".repeat(300)}&sort=nothing&registered=0000-05&${values}`);
    expect(Array.from(filter.q)).toHaveLength(200);
    expect(filter.sort).toBe(url.DEFAULT_SORT);
    expect(filter.registered).toBeNull();
    expect(filter.values.owner).toHaveLength(100);
    expect(new URLSearchParams(url.apiSearch({ ...filter, q: "a".repeat(201) })).get("q")).toHaveLength(200);
    expect(url.parseFilter("view=groups&sort=version").sort).toBe(url.DEFAULT_SORT);
  });

  test("every column of a list can be sorted by", () => {
    for (const view of ["versions", "groups"] as const) {
      expect(allColumns(view).filter((column) => !url.isSort(view, column.key))).toEqual([]);
    }
  });

  test("a hidden character in the address is shown, and sent on as it is", () => {
    const filter = url.parseFilter("q=a%E2%80%AEb&owner=%E2%80%AEkim");
    expect([filter.q, filter.values.owner]).toEqual(["a\u27e8U+202E\u27e9b", ["\u27e8U+202E\u27e9kim"]]);
    expect(url.parseFilter(url.formatFilter(filter))).toEqual(filter);
    expect(url.apiSearch(filter)).toBe("q=a%E2%80%AEb&owner=%E2%80%AEkim");
  });

  test("values have one order, so equal filters have equal URLs", () => {
    const a = url.parseFilter("owner=b&owner=a&q=x&business_unit=Fraud");
    const b = url.parseFilter("business_unit=Fraud&q=x&owner=a&owner=b&owner=a");
    expect(url.formatFilter(a)).toBe(url.formatFilter(b));
  });

  test("defaults leave a bare path", () => {
    expect(url.modelsPath({})).toBe("/models");
  });

  test("what is not understood is left out instead of sent on", () => {
    const filter = url.parseFilter("registered=2026-13&waiting_over_days=soon&sort=;drop&colour=red");
    expect(url.apiSearch(filter)).toBe("");
  });

  test("the API gets the window but never the view or the columns", () => {
    const filter = url.parseFilter("view=groups&columns=owner&region=eu-west-1&approval_status=Approved");
    expect(url.apiSearch(filter, 100, 100)).toBe("region=eu-west-1&offset=100&limit=100");
  });

  test("a value that is toggled twice is gone again", () => {
    const filter = url.parseFilter("owner=rita");
    const on = url.toggleValue(filter, "owner", "lea");
    expect(on.values.owner).toEqual(["lea", "rita"]);
    expect(url.toggleValue(on, "owner", "lea")).toEqual(filter);
    expect(url.toggleValue(filter, "owner", "rita").values).toEqual({});
  });

  test("switching to groups keeps the filters that groups have", () => {
    const filter = url.parseFilter("business_unit=Fraud&approval_status=Approved&registered=2026-11&q=pd&sort=version");
    expect(url.formatFilter(url.withView(filter, "groups"))).toBe("view=groups&q=pd&business_unit=Fraud");
  });

  test("clearing keeps sort and columns, and nothing that hides rows", () => {
    const cleared = url.clearFilter(url.parseFilter("q=a&owner=b&waiting_over_days=5&sort=owner&columns=team"));
    expect(url.isFiltered(cleared)).toBe(false);
    expect(url.formatFilter(cleared)).toBe("sort=owner&columns=team");
  });
});
