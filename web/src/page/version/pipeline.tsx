import type { PipelineRun, PipelineStep, Training } from "../../api/shape";
import { plural } from "../../format/number";
import { duration } from "../../format/time";
import { run, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { At } from "../../ui/time";
import { NARROW, NotKnown } from "./job";

/** The pipeline execution that the version came from, step by step. */
export function PipelineCard({ training }: { training: Training }) {
  const { pipeline } = training;
  return (
    <Card title="Pipeline" aside={pipeline === null ? undefined : plural(pipeline.steps.length, "step")} span="span-4">
      {pipeline === null ? (
        <NotKnown unseen={training.unseen} what="Pipeline executions" one="pipeline">
          No pipeline execution that was read ran its training, registered it or is named by it.
        </NotKnown>
      ) : (
        <Execution execution={pipeline} />
      )}
    </Card>
  );
}

function Execution({ execution }: { execution: PipelineRun }) {
  return (
    <>
      <div className="serving-head">
        <strong className="wrap"><Name text={execution.pipeline_name ?? execution.pipeline_arn ?? "pipeline not known"} /></strong>
        <Badge {...run(execution.execution_status)} />
      </div>
      <p className="meta wrap">
        <Name text={execution.execution_name ?? "unnamed execution"} />
        {execution.created_at !== null && <>, began <At at={execution.created_at} /></>}
        {execution.created_by !== null && <> by <Name text={execution.created_by} /></>}
      </p>
      <p className="meta wrap"><code><LongText text={execution.pipeline_execution_arn} /></code></p>
      {execution.failure_reason && <p className="timeline-text"><LongText text={execution.failure_reason} most={NARROW} /></p>}
      {execution.steps.length === 0 ? (
        <Empty title="No steps seen" />
      ) : (
        <ol className="steps" aria-label="Steps">
          {execution.steps.map((step) => (
            <Step key={step.step_name} step={step} />
          ))}
        </ol>
      )}
    </>
  );
}

/** A condition that is false has run well and yet says no. */
export function stepMeaning(step: PipelineStep): Meaning {
  if (step.condition_outcome === "False" && step.step_status !== "Failed") return { tone: "warn", word: "Condition false" };
  return run(step.step_status);
}

function took(step: PipelineStep): string {
  if (step.started_at === null || step.ended_at === null) return "";
  return `, ${duration((Date.parse(step.ended_at) - Date.parse(step.started_at)) / 1000)}`;
}

function Step({ step }: { step: PipelineStep }) {
  return (
    <li>
      <div className="serving-head">
        <span className="wrap"><Name text={step.step_name} /></span>
        <Badge {...stepMeaning(step)} />
      </div>
      <p className="meta">{step.step_kind === "unknown" ? "kind not known" : step.step_kind}{took(step)}</p>
      {step.failure_reason && <p className="timeline-text"><LongText text={step.failure_reason} most={NARROW} /></p>}
    </li>
  );
}
