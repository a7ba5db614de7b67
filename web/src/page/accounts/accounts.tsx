import { useQuery } from "@tanstack/react-query";
import { accountsQuery } from "../../api/query";
import type { AccountCell, AccountRow, Accounts } from "../../api/shape";
import { saveCsv } from "../../format/csv";
import { count, plural } from "../../format/number";
import { age } from "../../format/time";
import { useRefetchOn } from "../../live/refetch";
import { ENDPOINTS } from "../../route/endpoints";
import { modelsPath } from "../../route/filter";
import { Link } from "../../route/router";
import type { Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { HelpText } from "../../ui/help-text";
import { usePainted } from "../../ui/marks";
import { moveAmongLinks } from "../../ui/row-keys";
import { Empty, ErrorCard, Skeleton } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { Ago } from "../../ui/time";
import { useTitle } from "../../ui/title";

const STALE_HOURS = 24;
const HELP = [
  ["A cell", "One region of one account: whether it was read, when it was last seen, and what it holds. A number leads to its rows."],
  ["Read", "Every read of the newest collection succeeded there. Partly: some did not, so there may be more than is shown. Unread: none did."],
  ["Stale", "Nothing was read there to its end for more than 24 hours: the same limit as that of the control coverage-read-old."],
  ["Empty cell", "That region of the account was never tried and nothing is known of it."],
  ["Production", "Versions that an endpoint in service runs."],
] as const;

export default function AccountsPage() {
  useTitle("Accounts");
  const { data, error, refetch, dataUpdatedAt } = useQuery(accountsQuery);
  useRefetchOn("coverage", accountsQuery.queryKey);
  usePainted(data ? String(dataUpdatedAt) : null);
  if (error && !data) return <ErrorCard error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton label="Loading the accounts" heights={[360]} />;
  return <AccountsView data={data} />;
}

function staleFor(cell: Pick<AccountCell, "last_seen_at">, asOf: string): boolean {
  return cell.last_seen_at !== null && Date.parse(asOf) - Date.parse(cell.last_seen_at) > STALE_HOURS * 3_600_000;
}

/** How far a region of an account was read; what was read long ago is no longer good. */
export function readMeaning(cell: Pick<AccountCell, "read_state" | "last_seen_at">, asOf: string): Meaning {
  switch (cell.read_state) {
    case "read":
      return staleFor(cell, asOf) ? { tone: "warn", word: "Stale", shape: "clock" } : { tone: "ok", word: "Read" };
    case "partly":
      return { tone: "warn", word: "Partly" };
    case "unread":
      return { tone: "bad", word: "Unread" };
    case "not offered":
      return { tone: "neutral", word: "Not offered" };
    default:
      return { tone: "neutral", word: "Not tried" };
  }
}

/** Accounts by organisational unit, in the order in which they come. */
export function byUnit(accounts: readonly AccountRow[]): readonly (readonly [unit: string, accounts: readonly AccountRow[]])[] {
  const found = new Map<string, AccountRow[]>();
  for (const account of accounts) found.set(account.unit_path, [...(found.get(account.unit_path) ?? []), account]);
  return [...found];
}

export function AccountsView({ data }: { data: Accounts }) {
  const cells = data.accounts.flatMap((account) => account.cells);
  const gaps = cells.filter((cell) => cell.read_state === "partly" || cell.read_state === "unread").length;
  const stale = cells.filter((cell) => staleFor(cell, data.as_of)).length;
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Accounts and regions</h1>
          <p className="coverage-text">
            {plural(data.accounts.length, "account")}, {plural(data.regions.length, "region")}.{" "}
            {gaps === 0 ? "No place has a gap." : `${plural(gaps, "place")} could not be read in full: there may be more there than is shown.`}
            {stale > 0 && ` ${plural(stale, "place")} ${stale === 1 ? "is" : "are"} stale.`}
          </p>
        </div>
      </div>
      <HelpText rows={HELP} />
      {data.accounts.length === 0 ? (
        <div className="card">
          <Empty title="No account was seen yet">
            <p>
              Run <code>modelgov collect</code> to read your accounts.
            </p>
          </Empty>
        </div>
      ) : (
        <div className="grid">
          <AccountMap data={data} />
        </div>
      )}
    </>
  );
}

function AccountMap({ data }: { data: Accounts }) {
  return (
    <Card title="Map" aside="Accounts by organisational unit, and regions" span="span-12">
      <TableScroll label="Map of accounts and regions">
        <table className="plain map" onKeyDown={moveAmongLinks}>
          <thead>
            <tr>
              <th scope="col">Account</th>
              {data.regions.map((region) => (
                <th key={region} scope="col">{region}</th>
              ))}
            </tr>
          </thead>
          {byUnit(data.accounts).map(([unit, accounts]) => (
            <tbody key={unit}>
              <tr>
                <th scope="rowgroup" colSpan={data.regions.length + 1} className="map-unit">
                  {unit || "No organisational unit is known"}
                </th>
              </tr>
              {accounts.map((account) => (
                <tr key={account.account_id}>
                  <th scope="row" className="map-account">
                    {account.account_name}
                    <p className="meta">
                      {account.account_id}
                      {account.environment !== null && account.environment_source !== "none" && `, ${account.environment}`}
                      {account.account_status !== null && account.account_status !== "ACTIVE" && `, ${account.account_status.toLowerCase()}`}
                    </p>
                  </th>
                  {data.regions.map((region) => (
                    <td key={region} className="map-cell">
                      <Cell account={account} cell={account.cells.find((one) => one.region === region)} asOf={data.as_of} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          ))}
        </table>
      </TableScroll>
      <div className="show-data">
        <button type="button" className="button link" aria-label="CSV of the map" onClick={() => save(data)}>CSV</button>
      </div>
    </Card>
  );
}

function save(data: Accounts): void {
  saveCsv("accounts", [
    ["unit_path", "account_id", "account_name", "region", "read_state", "gaps", "last_seen_at", "versions", "production", "endpoints", "in_service"],
    ...data.accounts.flatMap((account) =>
      account.cells.map((cell) => [account.unit_path, account.account_id, account.account_name, cell.region, cell.read_state, cell.gaps, cell.last_seen_at, cell.versions, cell.production, cell.endpoints, cell.in_service]),
    ),
  ]);
}

function Cell({ account, cell, asOf }: { account: AccountRow; cell: AccountCell | undefined; asOf: string }) {
  if (cell === undefined) return <Badge tone="neutral" word="Not tried" />;
  const values = { account_id: [account.account_id], region: [cell.region] };
  const seen = cell.last_seen_at;
  return (
    <>
      <p>
        <Badge {...readMeaning(cell, asOf)} to="/coverage" />{" "}
        {seen !== null && (
          <span className="meta" title={`Last seen ${age(seen, Date.parse(asOf))} before this was asked`}>
            <Ago at={seen} short />
          </span>
        )}
      </p>
      {cell.versions + cell.endpoints === 0 ? (
        <p className="meta">{cell.read_state === "read" ? "holds nothing" : cell.read_state === "not offered" ? "" : "nothing seen"}</p>
      ) : (
        <p className="map-holds">
          <Link to={modelsPath({ values })}>{plural(cell.versions, "version")}</Link>
          {cell.production > 0 && <Link to={modelsPath({ values: { ...values, production: ["yes"] } })}>{count(cell.production)} in production</Link>}
          {cell.endpoints > 0 && <Link to={ENDPOINTS.to({ values })}>{plural(cell.endpoints, "endpoint")}</Link>}
        </p>
      )}
      {cell.gaps > 0 && (
        <p className="meta" title={cell.first_reason ?? undefined}>
          <Link to="/coverage">{plural(cell.gaps, "gap")}</Link>
        </p>
      )}
    </>
  );
}
