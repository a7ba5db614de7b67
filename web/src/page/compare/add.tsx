import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { findVersionsQuery } from "../../api/query";
import type { VersionRow } from "../../api/shape";
import { comparePath, versionName, type Compared } from "../../route/compare";
import type { VersionKey } from "../../route/path";
import { navigate } from "../../route/router";
import { maturity } from "../../status";
import { errorBody } from "../../api/client";

function keyOf(row: VersionRow): VersionKey {
  return { account: row.account_id, region: row.region, group: row.model_group, version: row.version };
}

/** A box that finds a version by its group, owner, team or ARN, and adds it to what is compared. */
export function AddVersion({ compared }: { compared: Compared }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const wanted = text.trim();
  const { data, error } = useQuery({ ...findVersionsQuery(wanted), enabled: wanted !== "" });
  const taken = new Set(compared.versions.map(versionName));
  const rows = wanted === "" ? [] : (data?.rows ?? []).filter((row) => !taken.has(versionName(keyOf(row))));
  const chosen = Math.min(at, rows.length - 1);
  const add = (row: VersionRow | undefined) => {
    if (row === undefined) return;
    setText("");
    navigate(comparePath([...compared.versions, keyOf(row)], compared.all));
  };
  return (
    <div className="add-version">
      <input
        className="field"
        type="search"
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls="add-version-list"
        aria-activedescendant={rows.length > 0 ? `add-version-${chosen}` : undefined}
        aria-label="Add a version"
        placeholder="Add a version: group, group/number, owner or team"
        maxLength={200}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === "ArrowDown") setAt(Math.min(chosen + 1, rows.length - 1));
          else if (event.key === "ArrowUp") setAt(Math.max(chosen - 1, 0));
          else if (event.key === "Enter") add(rows[chosen]);
          else if (event.key === "Escape") setText("");
          else return;
          event.preventDefault();
        }}
      />
      <ul id="add-version-list" role="listbox" aria-label="Versions found" hidden={rows.length === 0}>
        {rows.map((row, index) => (
          <li key={row.model_version_arn} id={`add-version-${index}`} role="option" aria-selected={index === chosen} onClick={() => add(row)}>
            <span className="wrap">{row.model_group}, version {row.version}</span>
            <span className="meta">{maturity(row.maturity).word}, {row.account_name || row.account_id}, {row.region}</span>
          </li>
        ))}
      </ul>
      <p className="meta" role="status">
        {error ? errorBody(error).what : wanted !== "" && data && rows.length === 0 ? "No other version is found by these words." : ""}
      </p>
    </div>
  );
}
