import { Link } from "../route/router";
import { SHAPES, type Meaning } from "../status";
import { cut } from "./fold";
import { Icon } from "./icon";

/** A state is a word or two; what comes from elsewhere may be anything. */
const LONGEST = 60;

/** A state as colour, shape and word; with `to` it leads to the rows behind it. */
export function Badge({ tone, word, shape = SHAPES[tone], to, tabIndex }: Meaning & { to?: string; tabIndex?: number }) {
  const short = cut(word, LONGEST);
  const title = short === word ? undefined : word;
  const inside = (
    <>
      <Icon name={shape} />
      {short}
    </>
  );
  return to === undefined ? (
    <span className="badge" data-tone={tone} title={title}>
      {inside}
    </span>
  ) : (
    <Link className="badge" data-tone={tone} to={to} tabIndex={tabIndex} title={title}>
      {inside}
    </Link>
  );
}
