import { useQuery } from "@tanstack/react-query";
import { contractQuery } from "../../api/query";
import { plural } from "../../format/number";
import { ErrorCard, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { useTitle } from "../../ui/title";
import { curl, named, operations, typeText, type Contract, type Operation, type SchemaNode } from "./contract";

export default function ApiPage() {
  useTitle("HTTP API");
  const { data, error, refetch } = useQuery(contractQuery);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the contract" heights={[72, 400]} />;
  return <ApiView contract={data} origin={window.location.origin} />;
}

export function ApiView({ contract, origin }: { contract: Contract; origin: string }) {
  const all = operations(contract);
  return (
    <>
      <div className="page-head">
        <div>
          <h1>HTTP API</h1>
          <p>
            {plural(all.length, "operation")} of modelgov {contract.info.version}. The contract itself: <a href="/api/openapi.json">openapi.json</a>.
          </p>
        </div>
      </div>
      <div className="card api-intro">
        <p>
          Times are UTC in ISO 8601, money is US dollars, and null is not known, never zero. Lists answer a <code>next</code> cursor while there are more rows: hand it back as <code>cursor</code>, with the same filters
          and sort. Every error has the same body: <code>error</code> is its kind, <code>what</code> happened, <code>where</code>, and the <code>remedy</code>. A change is taken as JSON only, and never from a page of another site.
        </p>
        <details className="api-index">
          <summary>All operations</summary>
          <ul aria-label="All operations">
            {all.map(({ id, method, path }) => (
              <li key={id}>
                <a href={`#${id}`}>
                  <code>
                    {method} {path}
                  </code>
                </a>
              </li>
            ))}
          </ul>
        </details>
      </div>
      {all.map((operation) => (
        <OperationCard key={operation.id} operation={operation} contract={contract} origin={origin} />
      ))}
    </>
  );
}

function OperationCard({ operation, contract, origin }: { operation: Operation; contract: Contract; origin: string }) {
  const { method, path, parameters, sends, answers } = operation;
  return (
    <section id={operation.id} className="card api-operation" aria-labelledby={`${operation.id}-head`}>
      <h2 id={`${operation.id}-head`}>
        <code>
          {method} {path}
        </code>
      </h2>
      <p className="api-text">{operation.description}</p>
      {parameters.length > 0 && (
        <TableScroll label={`Parameters of ${method} ${path}`}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">Parameter</th>
                <th scope="col">In</th>
                <th scope="col">Type</th>
                <th scope="col">Default</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map((one) => (
                <tr key={one.name}>
                  <th scope="row">
                    <code>{one.name}</code>
                    {one.required && <span className="muted"> required</span>}
                  </th>
                  <td>{one.in}</td>
                  <td>{one.schema ? typeText(one.schema) : ""}</td>
                  <td>{one.schema?.default === undefined ? "" : JSON.stringify(one.schema.default)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
      {sends && <Fields title="Sends" node={sends} contract={contract} />}
      {answers.map(({ status, schema, kind }) =>
        schema === null ? (
          <p key={status} className="meta">
            {status}: {kind || "no body"}
          </p>
        ) : (
          <Fields key={status} title={status} node={schema} contract={contract} />
        ),
      )}
      <pre className="api-example" tabIndex={0} role="region" aria-label={`Example of ${method} ${path}`}>
        {curl(operation, origin)}
      </pre>
    </section>
  );
}

/** The fields of a body, folded; those of bodies inside it fold in it. */
function Fields({ title, node, contract }: { title: string; node: SchemaNode; contract: Contract }) {
  const found = named(contract, node);
  const fields = Object.entries(found.node.properties ?? {});
  return (
    <details className="api-fields">
      <summary>
        {title}: <code>{typeText(node)}</code>
      </summary>
      {found.node.description !== undefined && <p className="api-text">{found.node.description}</p>}
      <ul>
        {fields.map(([name, field]) => (
          <li key={name}>
            <code>{name}</code> <span className="muted">{typeText(field)}</span>
            <Inside node={field} contract={contract} />
          </li>
        ))}
      </ul>
    </details>
  );
}

function Inside({ node, contract }: { node: SchemaNode; contract: Contract }) {
  const inner = node.items ?? node.anyOf?.find((one) => one.$ref !== undefined) ?? node;
  const found = named(contract, inner);
  if (found.name === null || found.node.properties === undefined) return null;
  return <Fields title="Its fields" node={inner} contract={contract} />;
}
