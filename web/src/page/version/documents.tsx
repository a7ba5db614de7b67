import { versionTabQuery } from "../../api/query";
import type { CardPart, VersionDocuments } from "../../api/shape";
import { modelCardsUrl } from "../../format/console";
import { plural } from "../../format/number";
import { spaced } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { TableScroll } from "../../ui/table-scroll";
import { CardDocument } from "./card-document";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

/** The card that documents it, section by section, and what that does not say. */
export default function DocumentsTab({ id, detail }: TabProps) {
  return (
    <Fetched query={versionTabQuery(id, "documents")} label="Loading the documents" heights={[240, 320]}>
      {(documents) => <Documents documents={documents} arn={detail.row.model_version_arn} tier={detail.tier} />}
    </Fetched>
  );
}

export function Documents({ documents, arn, tier }: { documents: VersionDocuments; arn: string; tier: number }) {
  return (
    <div className="grid">
      <Completeness documents={documents} arn={arn} tier={tier} />
      <CardDocument documents={documents} />
    </div>
  );
}

function Completeness({ documents, arn, tier }: { documents: VersionDocuments; arn: string; tier: number }) {
  const { score, needed, parts } = documents;
  const missing = parts.filter((part) => !part.filled);
  const enough = needed === null ? null : score >= needed;
  const all = parts.reduce((sum, part) => sum + part.points, 0);
  return (
    <Card title="Completeness" aside={needed === null ? undefined : `Tier ${tier} needs ${needed} points`} span="span-5">
      <p className="score">
        <strong className="kpi-value">{score}</strong>
        <span className="muted">of {all} points</span>
        {enough !== null && <Badge tone={enough ? "ok" : "bad"} word={enough ? "Complete enough" : `${plural((needed ?? 0) - score, "point")} short`} />}
      </p>
      <meter className="meter" min={0} max={all} value={score} aria-label={`${score} of ${all} points`} />
      <p className="meta">Each part that the card fills counts its points. Placeholders such as TBD or n/a count as empty.</p>
      <TableScroll label="Parts of the card">
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">Part</th>
              <th scope="col">State</th>
              <th scope="col" className="num">Points</th>
            </tr>
          </thead>
          <tbody>
            {[...missing, ...parts.filter((part) => part.filled)].map((part) => (
              <PartRow key={part.name} part={part} />
            ))}
          </tbody>
        </table>
      </TableScroll>
      {missing.length > 0 && <WhereTo documents={documents} arn={arn} missing={missing} />}
    </Card>
  );
}

function PartRow({ part }: { part: CardPart }) {
  const placeholder = !part.filled && part.said !== null;
  return (
    <tr>
      <td className="wrap">
        {spaced(part.name)}
        {!part.filled && <p className="meta wrap"><code>{part.path}</code></p>}
      </td>
      <td>
        <Badge tone={part.filled ? "ok" : "warn"} word={part.filled ? "Filled" : placeholder ? "Placeholder" : "Missing"} />
        {placeholder && <p className="meta wrap">says <Name text={part.said ?? ""} /></p>}
      </td>
      <td className="num">{part.filled ? part.points : `0 of ${part.points}`}</td>
    </tr>
  );
}

/** The one place where the missing parts can be written: the version's card, or the card that stands by itself. */
function WhereTo({ documents, arn, missing }: { documents: VersionDocuments; arn: string; missing: readonly CardPart[] }) {
  const { card_arn: standing, card_name: name } = documents;
  const url = standing === null ? null : modelCardsUrl(standing);
  const command =
    standing === null
      ? `aws sagemaker update-model-package --model-package-arn ${arn} --model-card file://card.json`
      : `aws sagemaker update-model-card --model-card-name ${name ?? ""} --content file://card.json`;
  return (
    <section className="doc-section">
      <h3>Where to fill it in</h3>
      <p className="wrap">
        {standing === null ? (
          <>In SageMaker Studio: Models, the group, this version, Model card. </>
        ) : (
          <>In SageMaker&apos;s {url === null ? "console" : <a href={url} rel="noreferrer noopener" target="_blank">console</a>}: Governance, Model cards, <Name text={name ?? ""} />. </>
        )}
        {`The ${missing.length === 1 ? "name" : "names"} under what is missing above ${missing.length === 1 ? "is its path" : "are their paths"} in the card's JSON. On the command line:`}
      </p>
      <pre className="command" tabIndex={0} aria-label="Command"><code>{command}</code></pre>
    </section>
  );
}
