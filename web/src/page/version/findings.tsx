import type { VersionDetail } from "../../api/shape";
import { findingsPath } from "../../route/findings";
import { Link } from "../../route/router";
import { StandingFindings } from "../finding/standing";

/** What controls found of the version, its group and the endpoints that serve it. */
export function Findings({ detail }: { detail: VersionDetail }) {
  const { findings, row } = detail;
  const group = findingsPath({ values: { account_id: [row.account_id], region: [row.region], model_group: [row.model_group] } });
  return (
    <StandingFindings
      findings={findings}
      judgedAt={detail.judged_at}
      none="No finding stands of it, of its group or of its endpoints"
      more={<Link to={group}>of the whole group</Link>}
    />
  );
}
