import { versionTabQuery } from "../../api/query";
import type { VersionTraining } from "../../api/shape";
import { JobCard } from "./job";
import { Parameters } from "./numbers";
import { PipelineCard } from "./pipeline";
import { Provenance } from "./provenance";
import { Fetched } from "./tab-query";
import type { TabProps } from "./tabs";

/** What trained it: job, data, code, and the pipeline that ran it all. */
export default function TrainingTab({ id, detail }: TabProps) {
  return (
    <Fetched query={versionTabQuery(id, "training")} label="Loading the training" heights={[320, 200]}>
      {(data) => <TrainingView data={data} arn={detail.row.model_version_arn} />}
    </Fetched>
  );
}

export function TrainingView({ data, arn }: { data: VersionTraining; arn: string }) {
  return (
    <div className="grid">
      <JobCard training={data.training} />
      <PipelineCard training={data.training} />
      <Provenance told={data} arn={arn} />
      <Parameters parameters={data.parameters} />
    </div>
  );
}
