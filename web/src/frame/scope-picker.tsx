import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { scopesQuery } from "../api/query";
import { navigate, usePlace } from "../route/router";
import { isScoped, knowsScope, parseScope, SCOPE_KEYS, withScope, type Scope, type ScopeKey } from "../route/scope";
import { cut } from "../ui/fold";
import { Dialog } from "../ui/dialog";
import { Icon } from "../ui/icon";
import { ErrorNote } from "../ui/states";

const LABELS: Readonly<Record<ScopeKey, string>> = { business_unit: "Business unit", team: "Team", account_id: "Account", region: "Region" };
const LONGEST = 28;

function words(scope: Scope): string {
  const chosen = SCOPE_KEYS.flatMap((key) => scope[key] ?? []);
  if (chosen.length === 0) return "Whole organisation";
  return chosen.length > 2 ? `${chosen.length} values` : chosen.map((one) => cut(one, LONGEST)).join(", ");
}

/** Narrows the Overview and the lists; where a page shows everything all the same, it says so. */
export function ScopePicker() {
  const place = usePlace();
  const [open, setOpen] = useState(false);
  const scope = parseScope(place.search);
  const said = words(scope);
  const ignored = isScoped(scope) && !knowsScope(place.pathname);
  return (
    <>
      <button type="button" className="button quiet scope-button" aria-haspopup="dialog" aria-label={`Scope: ${said}`} onClick={() => setOpen(true)}>
        <Icon name="filter" />
        <span className="only-wide">{ignored ? `${said}, not on this page` : said}</span>
      </button>
      <Dialog title="Scope" open={open} onClose={() => setOpen(false)}>
        <Choices scope={scope} onScope={(next) => navigate(withScope(place.pathname + place.search, next))} />
        {ignored && <p className="meta">This page shows the whole organisation. The scope is kept for the Overview and the lists.</p>}
      </Dialog>
    </>
  );
}

function Choices({ scope, onScope }: { scope: Scope; onScope: (scope: Scope) => void }) {
  const { data, error, refetch } = useQuery(scopesQuery);
  if (error && !data) return <ErrorNote error={error} retry={() => void refetch()} />;
  const choose = (key: ScopeKey, value: string) => onScope({ ...scope, [key]: value === "" ? undefined : [value] });
  return (
    <div className="scope-choices">
      {SCOPE_KEYS.map((key) => {
        const chosen = scope[key] ?? [];
        const known = data?.facets?.[key] ?? [];
        const gone = chosen.filter((one) => !known.some((value) => value.value === one));
        return (
          <label key={key}>
            {LABELS[key]}
            <select className="field" value={chosen.length > 1 ? "several" : (chosen[0] ?? "")} onChange={(event) => choose(key, event.target.value)}>
              <option value="">All</option>
              {chosen.length > 1 && <option value="several">{chosen.length} chosen</option>}
              {gone.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
              {known.map((value) => (
                <option key={value.value} value={value.value}>
                  {value.label}
                </option>
              ))}
            </select>
          </label>
        );
      })}
      <button type="button" className="button" disabled={!isScoped(scope)} onClick={() => onScope({})}>
        Whole organisation
      </button>
    </div>
  );
}
