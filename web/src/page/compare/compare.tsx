import { useQuery } from "@tanstack/react-query";
import { compareQuery } from "../../api/query";
import type { Comparison } from "../../api/shape";
import { plural } from "../../format/number";
import { useRefetchOn } from "../../live/refetch";
import { comparePath, LEAST_COMPARED, MOST_COMPARED, parseCompare, type Compared } from "../../route/compare";
import { modelsPath } from "../../route/filter";
import { Link, navigate, usePlace } from "../../route/router";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { useLasting } from "../../ui/lasting";
import { usePainted } from "../../ui/marks";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { useTitle } from "../../ui/title";
import { AddVersion } from "./add";
import { CardDiff } from "./card-diff";
import { ShiftCard } from "./shift";
import { MetricsTable, SectionTable, SECTION_TITLES } from "./tables";
import { VersionHeads } from "./heads";

export default function ComparePage() {
  useTitle("Compare versions");
  const compared = parseCompare(usePlace().search);
  const enough = compared.versions.length >= LEAST_COMPARED;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Compare versions</h1>
          <p>Two to four versions, of any groups and accounts. Differences are against the first.</p>
        </div>
        {enough && <ShowAll compared={compared} />}
      </div>
      {compared.versions.length < MOST_COMPARED && <AddVersion compared={compared} />}
      {enough ? <Loaded compared={compared} /> : <TooFew compared={compared} />}
    </>
  );
}

function ShowAll({ compared }: { compared: Compared }) {
  return (
    <label className="check">
      <input type="checkbox" checked={compared.all} onChange={() => navigate(comparePath(compared.versions, !compared.all), { replace: true })} />
      Show what is the same too
    </label>
  );
}

function TooFew({ compared }: { compared: Compared }) {
  const [one] = compared.versions;
  return (
    <div className="card">
      <Empty title={one === undefined ? "No version is chosen yet" : `${one.group}, version ${one.version}, and what else?`}>
        <p>
          Find versions above, or select rows in <Link to={modelsPath({})}>Models</Link> with <kbd>x</kbd> and compare them with <kbd>c</kbd>.
        </p>
      </Empty>
    </div>
  );
}

function Loaded({ compared }: { compared: Compared }) {
  const query = compareQuery(compared.versions);
  const { data, error, refetch, isPlaceholderData, dataUpdatedAt } = useQuery(query);
  useRefetchOn("changes", query.queryKey);
  usePainted(data && !isPlaceholderData ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the versions" heights={[96, 240, 240]} />;
  return <CompareView comparison={data} compared={compared} stale={isPlaceholderData} />;
}

interface CompareViewProps {
  comparison: Comparison;
  compared: Compared;
  stale: boolean;
}

export function CompareView({ comparison, compared, stale }: CompareViewProps) {
  const { all } = compared;
  const late = useLasting(stale);
  return (
    <div className={late ? "stale" : undefined}>
      <VersionHeads comparison={comparison} compared={compared} />
      <Summary comparison={comparison} />
      <div className="grid compare">
        <MetricsTable comparison={comparison} all={all} />
        {comparison.sections.map((section) => (
          <SectionTable key={section.name} section={section} comparison={comparison} all={all} />
        ))}
        <ShiftCard comparison={comparison} />
        <CardDiff comparison={comparison} all={all} />
      </div>
    </div>
  );
}

function changes(rows: readonly { changed: boolean }[]): number {
  return rows.filter((row) => row.changed).length;
}

/** How much differs, before what. */
function Summary({ comparison }: { comparison: Comparison }) {
  const counts: readonly (readonly [title: string, count: number])[] = [
    ["Evaluation metrics", changes(comparison.metrics)],
    ...comparison.sections.map((section) => [SECTION_TITLES[section.name] ?? section.name, changes(section.rows)] as const),
    ["Model card", changes(comparison.card)],
  ];
  const sum = counts.reduce((total, [, count]) => total + count, 0);
  return (
    <Card title={sum === 0 ? "Nothing that is known differs" : plural(sum, "difference")}>
      <div className="count-badges">
        {counts.map(([title, count]) => (
          <Badge key={title} tone={count > 0 ? "info" : "neutral"} shape="dash" word={`${title}: ${count}`} />
        ))}
      </div>
    </Card>
  );
}
