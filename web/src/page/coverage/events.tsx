import type { Events, MissedChange } from "../../api/shape";
import { changeMeaning, transition } from "../../change";
import { count, percent, plural } from "../../format/number";
import { duration } from "../../format/time";
import { groupPath, versionPath } from "../../route/path";
import { Link } from "../../route/router";
import { spaced, type Meaning } from "../../status";
import { Badge } from "../../ui/badge";
import { Card } from "../../ui/card";
import { Name } from "../../ui/fold";
import { Empty } from "../../ui/states";
import { TableScroll } from "../../ui/table-scroll";
import { At } from "../../ui/time";

/** The share of changes that events should have told of and did not. No watch and no change are no share. */
export function EventsMissed({ events }: { events: Events }) {
  return (
    <Card title="Changes that events missed" aside={`Last ${plural(events.days, "day")}`} span="span-5">
      {events.listened_from === null || events.listened_to === null ? (
        <Empty title="Nothing was watched yet">
          <p className="muted">
            No watch ever listened to events, so nothing can be said of what they miss. Run <code>modelgov watch --set-up</code>, then <code>modelgov serve</code>.
          </p>
        </Empty>
      ) : (
        <>
          <div className="kpi-row">
            <span className="kpi-value">{events.missed_share === null ? "No change yet" : percent(events.missed_share)}</span>
            <Badge {...verdict(events)} />
          </div>
          <p className="meta events-text">
            Counted are versions, endpoints, endpoint configs and models that changed while a watch listened, between <At at={events.listened_from} /> and{" "}
            <At at={events.listened_to} />. A change is missed when a read of the API found it and no event told of it. Deletions, and changes of tags alone, are
            left out: AWS sends no event of them.
          </p>
          {events.places.length > 0 && <Places events={events} />}
        </>
      )}
    </Card>
  );
}

export function verdict({ changes, missed }: Events): Meaning {
  if (changes === 0) return { tone: "neutral", word: "Nothing to tell of" };
  return { tone: missed > 0 ? "warn" : "ok", word: `${count(missed)} of ${plural(changes, "change")}` };
}

function Places({ events }: { events: Events }) {
  return (
    <TableScroll label="Changes that events missed">
      <table className="plain">
        <thead>
          <tr>
            <th scope="col">Account</th>
            <th scope="col">Region</th>
            <th scope="col" className="num">Changes</th>
            <th scope="col" className="num">Missed</th>
            <th scope="col" className="num">Share</th>
          </tr>
        </thead>
        <tbody>
          {events.places.map((one) => (
            <tr key={`${one.account_id} ${one.region}`}>
              <td title={one.account_id}><Name text={one.account_name || one.account_id} /></td>
              <td className="nowrap">{one.region}</td>
              <td className="num">{count(one.changes)}</td>
              <td className="num">{count(one.missed)}</td>
              <td className="num">{percent(one.missed_share)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </TableScroll>
  );
}

export function NewestMissed({ events }: { events: Events }) {
  const { newest } = events;
  return (
    <Card title="Newest missed changes" aside={newest.length > 0 ? `Newest ${count(newest.length)}` : undefined} span="span-7">
      {newest.length === 0 ? (
        <Empty title={events.listened_from === null ? "Nothing was watched yet" : events.changes === 0 ? "No change to tell of yet" : "No change was missed"} />
      ) : (
        <TableScroll label="Newest missed changes">
          <table className="plain stack">
            <thead>
              <tr>
                <th scope="col">Asset</th>
                <th scope="col">What changed</th>
                <th scope="col">To be told at</th>
                <th scope="col">Found</th>
              </tr>
            </thead>
            <tbody>
              {newest.map((one) => (
                <Missed key={`${one.asset} ${one.changed_at}`} one={one} />
              ))}
            </tbody>
          </table>
        </TableScroll>
      )}
    </Card>
  );
}

function Missed({ one }: { one: MissedChange }) {
  return (
    <tr>
      <td className="wrap" title={one.asset}>
        <Asset one={one} />
        <p className="meta">
          {spaced(one.kind)}, <Name text={one.account_name || one.account_id} />, {one.region}
        </p>
      </td>
      <td>
        <Badge {...changeMeaning(one)} />
        {transition(one) && <p className="meta">{transition(one)}</p>}
      </td>
      <td className="meta"><At at={one.changed_at} /></td>
      <td className="meta" title={one.found_at}>by a read of the API, {duration(one.lag_seconds)} later</td>
    </tr>
  );
}

function Asset({ one }: { one: MissedChange }) {
  const { model_group: group, version } = one;
  if (group === null) return <Name text={one.asset.slice(one.asset.lastIndexOf("/") + 1)} />;
  const of = { account: one.account_id, region: one.region, group };
  if (version === null) return <Link to={groupPath(of)} data-row-link=""><Name text={group} /></Link>;
  return (
    <Link to={versionPath({ ...of, version })} data-row-link="">
      <Name text={`${group}, version ${version}`} />
    </Link>
  );
}
