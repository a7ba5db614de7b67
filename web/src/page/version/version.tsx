import type { VersionKey } from "../../route/path";

export default function VersionPage({ id }: { id: VersionKey }) {
  return <h1>{id.group}</h1>;
}
