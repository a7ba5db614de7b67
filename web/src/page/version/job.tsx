import type { ReactNode } from "react";
import type { Training, TrainingInput, TrainingJob, Unseen } from "../../api/shape";
import { trainingJobUrl } from "../../format/console";
import { count, dollars, metric, plural } from "../../format/number";
import { duration } from "../../format/time";
import { outcome, run } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { LongText, Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { At } from "../../ui/time";

/** Characters of a text that stand open in a cell or a narrow card. */
export const NARROW = 200;

/** The job that trained the version, or whether there may be one that nobody saw. */
export function JobCard({ training }: { training: Training }) {
  const { job } = training;
  return (
    <Card title="Training" aside={job === null ? undefined : `Known by: ${job.trained_by}`} span="span-8">
      {job === null ? (
        <NotKnown unseen={training.unseen} what="Training jobs" one="training job">
          No training job that was read wrote its artifact, registered it or is named by it.
        </NotKnown>
      ) : (
        <Job job={job} />
      )}
    </Card>
  );
}

interface NotKnownProps {
  unseen: readonly Unseen[];
  what: string;
  one: string;
  children: ReactNode;
}

/** Not seen is not absent: where reads lack, they are named instead of saying that there is none. */
export function NotKnown({ unseen, what, one, children }: NotKnownProps) {
  const lacking = unseen.filter((row) => row.what === what);
  if (lacking.length === 0) {
    return (
      <Empty title={`No ${one} known`}>
        <p className="muted">{children}</p>
      </Empty>
    );
  }
  return (
    <Empty title={`No ${one} seen`}>
      <p className="muted">There may be one all the same:</p>
      <ul>
        {lacking.map((row) => (
          <li key={`${row.outcome} ${row.reason}`} className="muted wrap">
            <LongText text={why(row)} />
          </li>
        ))}
      </ul>
    </Empty>
  );
}

export function why({ what, outcome: ended, reason }: Unseen): string {
  if (ended === "not_read") return `${what} of this account and region were not read yet.`;
  if (ended === "too_old") return `${what} are read back only so far (setting job_days), and this version is older.`;
  return `${what} could not all be read: ${outcome(ended).word.toLowerCase()}. ${reason}`;
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Unknown({ children = "not known" }: { children?: ReactNode }) {
  return <span className="muted">{children}</span>;
}

export function ran(job: TrainingJob): string | null {
  const { training_seconds: trained, billable_seconds: billed } = job;
  if (trained === null) return billed === null ? null : `billed ${duration(billed)}`;
  return billed === null || billed === trained ? duration(trained) : `${duration(trained)}, billed ${duration(billed)}`;
}

export function instances(job: TrainingJob): string | null {
  if (job.instance_type === null) return null;
  const number = job.instance_count === null ? job.instance_type : `${count(job.instance_count)} \u00d7 ${job.instance_type}`;
  return job.managed_spot ? `${number}, spot` : number;
}

function Job({ job }: { job: TrainingJob }) {
  const url = trainingJobUrl(job.training_job_arn);
  return (
    <>
      <div className="serving-head">
        <strong className="wrap">
          {url === null ? (
            <Name text={job.job_name} />
          ) : (
            <a href={url} rel="noreferrer noopener" target="_blank">
              <Name text={job.job_name} />
            </a>
          )}
        </strong>
        <Badge {...run(job.job_status)} />
      </div>
      {job.failure_reason && <p className="timeline-text"><LongText text={job.failure_reason} most={NARROW} /></p>}
      <dl className="facts-list">
        <Line label="ARN"><code><LongText text={job.training_job_arn} /></code></Line>
        <Line label="Ran">
          {ran(job) ?? <Unknown>duration not known</Unknown>}
          {job.ended_at !== null && <span className="muted">, ended <At at={job.ended_at} /></span>}
        </Line>
        <Line label="Instances">{instances(job) ?? <Unknown />}</Line>
        <Line label="Cost">
          {job.usd_at_list_price === null ? <Unknown>unknown, {job.priced_by}</Unknown> : <>{dollars(job.usd_at_list_price)} <span className="muted">at {job.priced_by}</span></>}
        </Line>
        <Line label="Image">{job.image === null ? <Unknown /> : <code><LongText text={job.image} /></code>}</Line>
        <Line label="Image digest">
          {job.image_digest === null ? <Unknown>none: the image is named by its tag, which can move</Unknown> : <code><LongText text={job.image_digest} /></code>}
        </Line>
        <Line label="Artifact">{job.artifact_url === null ? <Unknown /> : <code><LongText text={job.artifact_url} /></code>}</Line>
      </dl>
      <div className="training-parts">
        <Part title="Hyperparameters" heads={["Name", "Value"]} none="None given" rows={job.parameters.map((one) => [one.name, one.value])} mono />
        <Part title="Final metrics" heads={["Metric", "Value"]} none="None reported" rows={job.metrics.map((one) => [one.name, one.value === null ? null : metric(one.value)])} />
      </div>
      <Inputs inputs={job.inputs} />
    </>
  );
}

interface PartProps {
  title: string;
  heads: readonly [string, string];
  rows: readonly (readonly [string, string | null])[];
  none: string;
  mono?: boolean;
}

function Part({ title, heads, rows, none, mono = false }: PartProps) {
  return (
    <section className="doc-section">
      <h3>{title}</h3>
      {rows.length === 0 ? (
        <p className="muted">{none}</p>
      ) : (
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{heads[0]}</th>
              <th scope="col" className="num">{heads[1]}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, value], index) => (
              <tr key={`${name} ${index}`}>
                <td className="wrap">{mono ? <code><Name text={name} /></code> : <Name text={name} />}</td>
                <td className="num wrap-value">{value === null ? <Unknown /> : mono ? <code><LongText text={value} most={NARROW} /></code> : value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** Each channel with the state of its data: the address may say it, and lineage may know it by name. */
function Inputs({ inputs }: { inputs: readonly TrainingInput[] }) {
  return (
    <section className="doc-section">
      <h3>Inputs</h3>
      {inputs.length === 0 ? (
        <p className="muted">None named</p>
      ) : (
        <table className="plain stack">
          <thead>
            <tr>
              <th scope="col">Channel</th>
              <th scope="col">Data</th>
              <th scope="col">Version of the data</th>
              <th scope="col">Also used by</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map((one, index) => (
              <tr key={`${one.channel} ${index}`}>
                <td className="wrap"><code><Name text={one.channel ?? "unnamed"} /></code></td>
                <td className="wrap">
                  {one.uri === null ? <Unknown /> : <code><LongText text={one.uri} most={NARROW} /></code>}
                  {one.artifact_name !== null && <p className="meta wrap">in lineage: <Name text={one.artifact_name} /></p>}
                </td>
                <td className="wrap">{one.data_version === null ? <Unknown>the address names none</Unknown> : <code><Name text={one.data_version} /></code>}</td>
                <td className="muted">{one.other_jobs === 0 ? "no other job read" : plural(one.other_jobs, "other job")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
