import { useState } from "react";
import type { EndpointDrift, FeatureDrift } from "../../api/shape";
import { Sparkline } from "../../chart/parts";
import { saveCsv } from "../../format/csv";
import { count, metric, plural } from "../../format/number";
import { day } from "../../format/time";
import { endpointPath, versionPath } from "../../route/path";
import { rangeWords } from "../../route/range";
import { Link, useRange } from "../../route/router";
import type { Tone } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";

const SHOWN = 8;
const ROWS = 12;

/** How far a feature is, by the limits of its endpoint's tier: unknown and too few values are never green. */
export function driftTone(one: Pick<FeatureDrift, "psi" | "ks" | "baseline_count" | "current_count">, limits: EndpointDrift["limits"]): Tone {
  const least = limits.samples ?? 0;
  if (one.psi === null || (one.baseline_count ?? 0) < least || (one.current_count ?? 0) < least) return "neutral";
  if ((limits.psi !== null && one.psi > limits.psi) || (limits.ks !== null && one.ks !== null && one.ks > limits.ks)) return "bad";
  return one.psi >= limits.psi_some ? "warn" : "ok";
}

/** What the features of one endpoint are held against; a control that is switched off holds against nothing. */
export function heldAgainst({ tier, limits }: Pick<EndpointDrift, "tier" | "limits">): string {
  const held = [
    limits.psi === null ? "" : `PSI ${limits.psi.toFixed(2)}`,
    limits.ks === null ? "" : `KS ${limits.ks.toFixed(2)}`,
  ].filter(Boolean);
  return held.length > 0 ? `Limits of tier ${tier}: ${held.join(", ")}` : `Tier ${tier}: no control judges drift`;
}

function psi(value: number | null): string {
  return value === null ? "no PSI" : value.toFixed(2);
}

/** Features by model, the farthest from its baseline first: the last execution of each endpoint. */
export function DriftBoard({ rows }: { rows: readonly EndpointDrift[] }) {
  const [all, setAll] = useState(false);
  const [open, setOpen] = useState(false);
  const words = rangeWords(useRange());
  const shown = all ? rows : rows.slice(0, ROWS);
  const trended = rows.some((row) => row.points.length > 0);
  const save = () =>
    saveCsv("drift", [
      ["account_id", "region", "endpoint_name", "model_group", "version", "scheduled_at", "feature", "psi", "ks", "baseline_count", "current_count"],
      ...rows.flatMap((row) =>
        row.features.map((one) => [row.account_id, row.region, row.endpoint_name, row.model_group, row.version, row.scheduled_at, one.feature, one.psi, one.ks, one.baseline_count, one.current_count]),
      ),
    ]);
  return (
    <Card title="Drift board" aside={words === null ? "PSI of the last execution, the worst first" : `PSI of the last execution, ${words}, the worst first`} span="span-12">
      {rows.length === 0 ? (
        <Empty title={words === null ? "No feature was compared with a baseline yet" : "No feature was compared with a baseline in this time range"}>
          <p className="muted">That needs a data quality monitor with a baseline, and an execution whose report was read.</p>
        </Empty>
      ) : (
        <>
          <p className="count-badges">
            <Badge tone="ok" word="stable" />
            <Badge tone="warn" word="some drift, watch" />
            <Badge tone="bad" word="drifted: above the limit of its tier" />
            <Badge tone="neutral" word="too few values or not known" />
          </p>
          <TableScroll label="Drift board">
            <table className="plain stack drift">
              <thead>
                <tr>
                  <th scope="col">Model</th>
                  <th scope="col">Features, the farthest from the baseline first</th>
                  {trended && <th scope="col">Over time, worst PSI</th>}
                  <th scope="col" className="num">Measured</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((row) => (
                  <DriftRow trended={trended} key={`${row.account_id} ${row.region} ${row.endpoint_name}`} row={row} />
                ))}
              </tbody>
            </table>
          </TableScroll>
          <div className="show-data">
            {rows.length > shown.length && (
              <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(rows.length)}</button>
            )}
            <button type="button" className="button link" aria-expanded={open} onClick={() => setOpen(!open)}>
              {open ? "Hide data" : "Show data"}
            </button>
            <button type="button" className="button link" aria-label="CSV of the drift board" onClick={save}>CSV</button>
            {open && <DriftData rows={rows} />}
          </div>
        </>
      )}
    </Card>
  );
}

function DriftRow({ row, trended }: { row: EndpointDrift; trended: boolean }) {
  const rest = row.features.length - SHOWN;
  return (
    <tr>
      <td className="wrap drift-model">
        {row.model_group !== null && row.version !== null && row.version_account_id !== null && row.version_region !== null ? (
          <Link to={versionPath({ account: row.version_account_id, region: row.version_region, group: row.model_group, version: row.version })}>
            {row.model_group} v{row.version}
          </Link>
        ) : (
          "No version explains it"
        )}
        <p className="meta">
          on <Link to={endpointPath({ account: row.account_id, region: row.region, endpoint: row.endpoint_name })}>{row.endpoint_name}</Link>
        </p>
        <p className="meta">{heldAgainst(row)}</p>
      </td>
      <td>
        <ul className="heat">
          {row.features.slice(0, SHOWN).map((one) => (
            <li key={one.feature ?? ""} title={`${one.feature ?? "without a name"}: PSI ${psi(one.psi)}, ${one.current_count === null ? "values not known" : plural(one.current_count, "value")}`}>
              <Badge tone={driftTone(one, row.limits)} word={`${one.feature ?? "no name"} ${psi(one.psi)}`} />
            </li>
          ))}
          {rest > 0 && <li className="meta">and {count(rest)} nearer</li>}
        </ul>
      </td>
      {trended && <td><Trend row={row} /></td>}
      <td className="num meta nowrap">{row.scheduled_at !== null && <Ago at={row.scheduled_at} short />}</td>
    </tr>
  );
}

/** How far the feature that moved most was in each execution of the time range. */
function Trend({ row }: { row: EndpointDrift }) {
  const known = row.points.filter((point) => point.value !== null);
  const values = known.map((point) => point.value ?? 0);
  const [first, last] = [known[0], known[known.length - 1]];
  if (first === undefined || last === undefined) return <span className="muted">not known</span>;
  return (
    <>
      <Sparkline values={values} label={`Worst PSI in ${plural(values.length, "execution")}: ${values.map(psi).join(", ")}`} />
      <p className="meta nowrap">{values.length === 1 ? "one execution" : `${psi(first.value)} to ${psi(last.value)}, ${plural(values.length, "execution")}`}</p>
      <p className="meta nowrap">since {day(first.at)}</p>
    </>
  );
}

function DriftData({ rows }: { rows: readonly EndpointDrift[] }) {
  return (
    <div className="show-data-table" tabIndex={0} role="region" aria-label="Drift of every feature">
      <table className="plain">
        <caption className="sr">Drift of every feature</caption>
        <thead>
          <tr>
            <th scope="col">Endpoint</th>
            <th scope="col">Feature</th>
            <th scope="col" className="num">PSI</th>
            <th scope="col" className="num">KS</th>
            <th scope="col" className="num">Values, baseline</th>
            <th scope="col" className="num">Values, now</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            row.features.map((one) => (
              <tr key={`${row.account_id} ${row.region} ${row.endpoint_name} ${one.feature}`}>
                <th scope="row">{row.endpoint_name}</th>
                <td>{one.feature}</td>
                <td className="num">{known(one.psi, metric)}</td>
                <td className="num">{known(one.ks, metric)}</td>
                <td className="num">{known(one.baseline_count, count)}</td>
                <td className="num">{known(one.current_count, count)}</td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  );
}

function known(value: number | null, write: (value: number) => string): string {
  return value === null ? "not known" : write(value);
}
