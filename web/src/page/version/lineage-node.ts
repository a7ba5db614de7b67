/** How an asset of a lineage is named, judged and reached. */
import type { LineageNode } from "../../api/shape";
import { versionPath, type VersionKey } from "../../route/path";
import { approvalOf, endpoint, spaced, type Meaning } from "../../status";
import type { ApprovalStatus } from "../../api/shape";

const KINDS: Readonly<Record<string, string>> = {
  dataset: "Data",
  image: "Container image",
  model_artifact: "Model artifact",
  model_version: "Model version",
  model_group: "Model group",
  endpoint_config: "Endpoint config",
  unknown: "Asset",
};

export function kindWord(kind: string): string {
  return KINDS[kind] ?? spaced(kind);
}

/** The state of what has one: an approval in the light of use, or an endpoint's. */
export function stateOfNode(node: LineageNode): Meaning | null {
  if (node.status === null) return null;
  if (node.kind === "model_version") return approvalOf({ approval_status: node.status as ApprovalStatus, production: node.production ?? false });
  return endpoint(node.status);
}

/** A version leads to its own page; of anything else the lineage is shown from there. */
export function nodePath(node: LineageNode, id: VersionKey): string {
  const { account_id: account, region, model_group: group, version } = node;
  if (account !== null && region !== null && group !== null && version !== null) return versionPath({ account, region, group, version }, "lineage");
  return versionPath(id, "lineage", { asset: node.asset });
}

/** Which side of the start it is on, and how far. */
export function sideWord(distance: number): string {
  if (distance === 0) return "start";
  return `${Math.abs(distance)} ${Math.abs(distance) === 1 ? "step" : "steps"} ${distance < 0 ? "before" : "after"}`;
}
