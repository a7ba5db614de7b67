/** What the numbers of a page mean, in plain words, folded away until someone asks. */
export function HelpText({ rows }: { rows: readonly (readonly [name: string, meaning: string])[] }) {
  return (
    <details className="help-text">
      <summary>What these numbers mean</summary>
      <dl>
        {rows.map(([name, meaning]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
