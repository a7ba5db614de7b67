import { Link } from "../route/router";
import { SHAPES, type Meaning } from "../status";
import { Icon } from "./icon";

/** A state as colour, shape and word; with `to` it leads to the rows behind it. */
export function Badge({ tone, word, shape = SHAPES[tone], to, tabIndex }: Meaning & { to?: string; tabIndex?: number }) {
  const inside = (
    <>
      <Icon name={shape} />
      {word}
    </>
  );
  return to === undefined ? (
    <span className="badge" data-tone={tone}>
      {inside}
    </span>
  ) : (
    <Link className="badge" data-tone={tone} to={to} tabIndex={tabIndex}>
      {inside}
    </Link>
  );
}
