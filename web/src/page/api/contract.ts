/** The OpenAPI document of the server, as far as the page reads it. */

export interface SchemaNode {
  readonly $ref?: string;
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly SchemaNode[];
  readonly items?: SchemaNode;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | boolean;
  readonly required?: readonly string[];
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: SchemaNode;
}

interface Body {
  readonly description?: string;
  readonly content?: Readonly<Record<string, { readonly schema?: SchemaNode }>>;
}

interface RawOperation {
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Body;
  readonly responses?: Readonly<Record<string, Body>>;
}

export interface Contract {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, SchemaNode>> };
}

export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly sends: SchemaNode | null;
  readonly answers: readonly { readonly status: string; readonly schema: SchemaNode | null; readonly kind: string }[];
}

function content(body: Body | undefined): { schema: SchemaNode | null; kind: string } {
  const [kind, found] = Object.entries(body?.content ?? {})[0] ?? ["", undefined];
  return { schema: found?.schema ?? null, kind };
}

export function operations(contract: Contract): readonly Operation[] {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => ({
      id: `${method}-${path.replace(/[^a-z0-9]+/gi, "-")}`,
      method: method.toUpperCase(),
      path,
      description: raw.description ?? "",
      parameters: raw.parameters ?? [],
      sends: content(raw.requestBody).schema,
      answers: Object.entries(raw.responses ?? {}).map(([status, body]) => ({ status, ...content(body) })),
    })),
  );
}

/** The schema that a reference names; the node itself when it is none. */
export function named(contract: Contract, node: SchemaNode): { name: string | null; node: SchemaNode } {
  const name = node.$ref?.split("/").at(-1) ?? null;
  return { name, node: name === null ? node : (contract.components.schemas[name] ?? {}) };
}

/** A type in a few letters: `VersionRow[]`, `string or null`. */
export function typeText(node: SchemaNode): string {
  if (node.$ref !== undefined) return node.$ref.split("/").at(-1) ?? "";
  if (node.anyOf) return node.anyOf.map(typeText).join(" or ");
  if (node.enum) return node.enum.map((one) => JSON.stringify(one)).join(", ");
  if (node.type === "array") return `${node.items ? typeText(node.items) : "any"}[]`;
  if (node.type === "object" && typeof node.additionalProperties === "object") return `{name: ${typeText(node.additionalProperties)}}`;
  return [node.type ?? "any", node.format ? `(${node.format})` : ""].filter(Boolean).join(" ");
}

const SAMPLES: Readonly<Record<string, string>> = {
  account_id: "111111111111",
  region: "eu-west-1",
  model_group: "credit-pd-retail",
  version: "12",
  control_id: "drift-psi",
  asset: "arn%3Aaws%3Asagemaker%3Aeu-west-1%3A111111111111%3Aendpoint%2Fcredit",
  framework: "eu-ai-act",
};

/** A command to copy: paths are filled in with samples, and what a query must have is there. */
export function curl(operation: Operation, origin: string): string {
  const path = operation.path.replace(/\{(\w+)(?::\w+)?\}/g, (_, name: string) => SAMPLES[name] ?? name);
  const query = operation.parameters.filter((one) => one.in === "query" && one.required).map((one) => `${one.name}=churn`);
  const url = `'${origin}${path}${query.length > 0 ? `?${query.join("&")}` : ""}'`;
  if (operation.method === "GET") return `curl ${operation.path.endsWith("stream") ? "-N " : ""}${url}`;
  const body = operation.path.endsWith("comments") ? '{"text": "The new owner looks at it."}' : '{"assignee": "lea@example.com", "due_on": null}';
  return `curl -X ${operation.method} -H 'Content-Type: application/json' -d '${body}' ${url}`;
}
