/** Addresses of AWS's own console, from ARNs. */
import { raw } from "./visible";

const HOSTS: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Where the console of an ARN's region and partition stands, and the ARN's name; null when it is not of the kind. */
function consoleOf(arn: string, kind: string): readonly [home: string, name: string] | null {
  const found = /^arn:([a-z-]+):sagemaker:([a-z0-9-]+):\d{12}:([a-z-]+)\/(.+)$/.exec(arn);
  const [, partition = "", region, type, name = ""] = found ?? [];
  const host = Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined;
  if (host === undefined || region === undefined || type !== kind) return null;
  return [`https://${region}.${host}/sagemaker/home?region=${region}#`, raw(name)];
}

/** The console's page of a training job. */
export function trainingJobUrl(arn: string): string | null {
  const found = consoleOf(arn, "training-job");
  return found && `${found[0]}/jobs/${encodeURIComponent(found[1])}`;
}

/** The console's list of model cards, where the ARN is of one that stands by itself. */
export function modelCardsUrl(arn: string): string | null {
  const found = consoleOf(arn, "model-card");
  return found && `${found[0]}/model-cards`;
}
