import { useState } from "react";
import { plural } from "../format/number";
import { comparePath, LEAST_COMPARED, MOST_COMPARED } from "../route/compare";
import type { VersionKey } from "../route/path";
import { Link } from "../route/router";
import { Icon } from "../ui/icon";
import { FileLink } from "./toolbar";
import { inMoment } from "../route/moment";

interface SelectionBarProps {
  readonly count: number;
  readonly noun: string;
  /** The versions that are selected; null where the rows are no versions. */
  readonly versions: readonly VersionKey[] | null;
  /** The pages of what is selected. */
  readonly paths: readonly string[];
  /** The rows as a file. */
  readonly csv?: string | null;
  readonly onClear: () => void;
}

/** What can be done with the rows that are selected. */
export function SelectionBar({ count, noun, versions, paths, csv, onClear }: SelectionBarProps) {
  if (count === 0) return null;
  return (
    <div className="selection" role="group" aria-label="Selected rows">
      <strong role="status">{plural(count, noun)} selected</strong>
      {versions !== null && <CompareLink versions={versions} />}
      {csv != null && <FileLink path={csv} name={`selected-${noun}s.csv`}>CSV of these</FileLink>}
      <CopyLinks key={paths.join()} paths={paths} />
      <button type="button" className="button link" onClick={onClear}>
        Select none
      </button>
    </div>
  );
}

/** It says why where it cannot be done. */
function CompareLink({ versions }: { versions: readonly VersionKey[] }) {
  if (versions.length >= LEAST_COMPARED && versions.length <= MOST_COMPARED) {
    return (
      <Link className="button" to={comparePath(versions)} data-compare="">
        Compare
      </Link>
    );
  }
  const why = versions.length < LEAST_COMPARED ? "select one more" : `at most ${MOST_COMPARED} at once`;
  return (
    <>
      <button type="button" className="button" disabled>
        Compare
      </button>
      <span className="meta">{why}</span>
    </>
  );
}

function CopyLinks({ paths }: { paths: readonly string[] }) {
  const [said, setSaid] = useState("");
  const copy = () => {
    const text = paths.map((path) => new URL(inMoment(path), window.location.href).href).join("\n");
    // Without a secure context there is no clipboard at all.
    const done = (navigator.clipboard as Clipboard | undefined)?.writeText(text) ?? Promise.reject(new Error("no clipboard"));
    done.then(
      () => setSaid(`${plural(paths.length, "link")} copied`),
      () => setSaid("The browser does not let this page copy"),
    );
  };
  return (
    <>
      <button type="button" className="button" onClick={copy}>
        <Icon name="copy" />
        Copy links
      </button>
      <span className="meta" role="status">{said}</span>
    </>
  );
}
