import { versionTabQuery } from "../../api/query";
import { Approvals } from "./approvals";
import { Observations } from "./observations";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

/** Every transition with who did it, and every observation behind it. */
export default function HistoryTab({ id, detail }: TabProps) {
  return (
    <Fetched query={versionTabQuery(id, "history")} label="Loading the history" heights={[240]}>
      {({ history }) => (
        <div className="grid">
          <Approvals approvals={detail.approvals} />
          <Observations entries={history} />
        </div>
      )}
    </Fetched>
  );
}
