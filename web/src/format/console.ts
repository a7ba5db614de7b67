/** Addresses of AWS's own console, from ARNs. */
import { raw } from "./visible";

const HOSTS: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** The console's page of a training job; null when the ARN is not of one, or of a partition that is not known. */
export function trainingJobUrl(arn: string): string | null {
  const found = /^arn:([a-z-]+):sagemaker:([a-z0-9-]+):\d{12}:training-job\/(.+)$/.exec(arn);
  const [, partition = "", region, name = ""] = found ?? [];
  const host = Object.hasOwn(HOSTS, partition) ? HOSTS[partition] : undefined;
  if (host === undefined || region === undefined) return null;
  return `https://${region}.${host}/sagemaker/home?region=${region}#/jobs/${encodeURIComponent(raw(name))}`;
}
