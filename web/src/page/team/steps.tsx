import { useState } from "react";
import type { TeamFailure, TeamStep } from "../../api/shape";
import { saveCsv } from "../../format/csv";
import { count, percent, plural } from "../../format/number";
import { rangeWords } from "../../route/range";
import { useRange } from "../../route/router";
import { spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago, At } from "../../ui/time";

const SHOWN = 10;

/** The steps that validate, those that fail most first, with the newest reason. */
export function FailedSteps({ steps }: { steps: readonly TeamStep[] }) {
  const [all, setAll] = useState(false);
  const words = rangeWords(useRange()) ?? "in 12 months";
  const failing = steps.filter((one) => one.failed + one.errors > 0);
  const shown = all ? steps : failing.slice(0, SHOWN);
  const save = () =>
    saveCsv("steps", [
      ["account_id", "region", "pipeline_name", "step_name", "step_kind", "passed", "failed", "errors", "last_failed_at", "last_reason"],
      ...steps.map((one) => [one.account_id, one.region, one.pipeline_name, one.step_name, one.step_kind, one.passed, one.failed, one.errors, one.last_failed_at, one.last_reason]),
    ]);
  return (
    <Card title="Steps that failed" aside={`${plural(failing.length, "step")} of ${count(steps.length)} ${words}, those that fail most first`} span="span-12">
      {steps.length === 0 ? (
        <Empty title="No step of its pipelines that validates was seen" />
      ) : shown.length === 0 ? (
        <Empty title="None of its validations failed" />
      ) : (
        <TableScroll label="Steps that failed">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">Step</th>
                <th scope="col">Pipeline</th>
                <th scope="col" className="num">Failed</th>
                <th scope="col" className="num">Of</th>
                <th scope="col" className="num">Share</th>
                <th scope="col" className="num">Broke off</th>
                <th scope="col">Why it last did not pass</th>
                <th scope="col" className="num">Last</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <tr key={`${one.account_id} ${one.region} ${one.pipeline_name} ${one.step_name}`}>
                  <td className="wrap"><strong>{one.step_name}</strong> <span className="meta">{spaced(one.step_kind)}</span></td>
                  <td className="wrap inline" title={`${one.account_name}, ${one.region}`}>{one.pipeline_name}</td>
                  <td className="num inline" data-label="Failed">{count(one.failed)}</td>
                  <td className="num inline" data-label="Of">{count(one.failed + one.passed)}</td>
                  <td className="num inline" data-label="Share">{one.failed + one.passed === 0 ? "\u2013" : percent(one.failed / (one.failed + one.passed))}</td>
                  <td className="num inline" data-label="Broke off">{count(one.errors)}</td>
                  <td className="wrap">{one.last_failed_at === null ? "" : one.last_reason === null ? <span className="muted">no reason is given</span> : <LongText text={one.last_reason} most={200} />}</td>
                  <td className="num meta nowrap">{one.last_failed_at !== null && <Ago at={one.last_failed_at} short />}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {steps.length > 0 && (
        <div className="show-data">
          {steps.length > shown.length && (
            <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(steps.length)} steps</button>
          )}
          <button type="button" className="button link" aria-label="CSV of the steps" onClick={save}>CSV</button>
        </div>
      )}
    </Card>
  );
}

/** The newest validations that did not pass, each with its reason. */
export function NewestFailures({ failed }: { failed: readonly TeamFailure[] }) {
  const [all, setAll] = useState(false);
  if (failed.length === 0) return null;
  const shown = all ? failed : failed.slice(0, SHOWN);
  return (
    <Card title="Newest failures" aside={plural(failed.length, "failure")} span="span-12">
      <ul className="failing">
        {shown.map((one) => (
          <li key={`${one.pipeline_execution_arn} ${one.step_name}`}>
            <div className="serving-head">
              <strong className="wrap" title={one.pipeline_execution_arn}>{one.pipeline_name}: {one.step_name}</strong>
              {one.validation_result === "failed" ? <Badge tone="bad" word="Failed" /> : <Badge tone="warn" word="Broke off" />}
            </div>
            <p className="wrap">{one.failure_reason === null ? <span className="muted">No reason is given.</span> : <LongText text={one.failure_reason} most={300} />}</p>
            <p className="meta">{one.account_name}, {one.region}, <At at={one.started_at} /></p>
          </li>
        ))}
      </ul>
      {failed.length > shown.length && (
        <button type="button" className="button link" onClick={() => setAll(true)}>Show all {count(failed.length)}</button>
      )}
    </Card>
  );
}
