/** What people do about a finding: who sees to it, until when, and what they say. */
import { useId, useState, type ReactNode, type SubmitEvent } from "react";
import { errorBody } from "../../api/client";
import type { Wishes } from "../../api/query";
import type { Assignment, AssignmentWish, Comment } from "../../api/shape";
import { plural } from "../../format/number";
import { raw } from "../../format/visible";
import { asOf } from "../../route/moment";
import { Card } from "../../ui/card";
import { LongText } from "../../ui/fold";
import { Icon } from "../../ui/icon";
import { Ago } from "../../ui/time";

const LONGEST_NAME = 200;
const LONGEST_COMMENT = 4000;

export type Send = <W extends keyof Wishes>(what: W, wish: Wishes[W]) => Promise<unknown>;

/** What the fields say, as the API takes it: an empty one is nobody, and no day. */
export function assignmentWish(assignee: string, due: string): AssignmentWish {
  return { assignee: raw(assignee).trim() || null, due_on: due || null };
}

/** One thing at a time is sent; what was refused stays in the form with the reason. */
function useSending() {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const run = async (send: () => Promise<unknown>, done: () => void) => {
    setBusy(true);
    setError(null);
    try {
      await send();
      done();
    } catch (refused) {
      setError(refused);
    }
    setBusy(false);
  };
  return { busy, error, run };
}

function Refused({ error, id }: { error: unknown; id: string }) {
  if (error === null) return null;
  const body = errorBody(error);
  return (
    <p id={id} role="alert" className="form-error wrap">
      <Icon name="octagon" /> {body.what} {body.remedy}
    </p>
  );
}

interface FormProps {
  label: string;
  button: string;
  /** Names the reason of a refusal, for the fields to point to. */
  errorId: string;
  send: () => Promise<unknown>;
  done: (said: boolean) => void;
  children: ReactNode;
}

function Form({ label, button, errorId, send, done, children }: FormProps) {
  const { busy, error, run } = useSending();
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    done(false);
    if (!busy) void run(send, () => done(true));
  };
  return (
    <form className="finding-form" aria-label={label} onSubmit={submit}>
      {children}
      <Refused error={error} id={errorId} />
      <button type="submit" className="button" aria-disabled={busy}>{button}</button>
    </form>
  );
}

/** The past is only looked at. */
function Writable({ children }: { children: ReactNode }) {
  return asOf() === null ? children : <p className="meta">Nothing can be changed while the past is looked at.</p>;
}

export function AssignmentCard({ assignment, send }: { assignment: Assignment | null; send: Send }) {
  const stands = { assignee: assignment?.assignee ?? "", due: assignment?.due_on ?? "" };
  const [draft, setDraft] = useState<typeof stands | null>(null); // null follows what stands
  const [saved, setSaved] = useState(false);
  const id = useId();
  const { assignee, due } = draft ?? stands;
  const done = (said: boolean) => {
    setSaved(said);
    if (said) setDraft(null);
  };
  return (
    <Card title="Who sees to it" span="span-4">
      <p className="meta wrap">
        {assignment === null ? "Nobody has taken it on yet: the owner is asked." : <>{assignment.assignee}, set by {assignment.set_by} <Ago at={assignment.set_at} />.</>}
      </p>
      <Writable>
        <Form label="Who sees to it" button="Save" errorId={`${id}-error`} send={() => send("assignment", assignmentWish(assignee, due))} done={done}>
          <label htmlFor={`${id}-who`}>Assign to</label>
          <input id={`${id}-who`} className="field" maxLength={LONGEST_NAME} autoComplete="off" value={assignee} aria-describedby={`${id}-error`} placeholder="Nobody" onChange={(event) => setDraft({ assignee: event.target.value, due })} />
          <label htmlFor={`${id}-due`}>Another day to be done by (UTC)</label>
          <input id={`${id}-due`} className="field" type="date" value={due} aria-describedby={`${id}-error`} onChange={(event) => setDraft({ assignee, due: event.target.value })} />
        </Form>
      </Writable>
      <p role="status" className="meta">{saved && "Saved."}</p>
    </Card>
  );
}

export function CommentsCard({ comments, send }: { comments: readonly Comment[]; send: Send }) {
  const [text, setText] = useState("");
  const id = useId();
  return (
    <Card title="Comments" aside={plural(comments.length, "comment")} span="span-8">
      <ul className="comments">
        {comments.map((one) => (
          <li key={one.id}>
            <p className="meta"><strong>{one.author}</strong>, <Ago at={one.at} /></p>
            <p className="wrap comment-text"><LongText text={one.text} /></p>
          </li>
        ))}
      </ul>
      <Writable>
        <Form label="Comment" button="Post" errorId={`${id}-error`} send={() => send("comments", { text })} done={(said) => said && setText("")}>
          <label htmlFor={`${id}-text`}>Comment</label>
          <textarea id={`${id}-text`} className="field" rows={3} maxLength={LONGEST_COMMENT} value={text} aria-describedby={`${id}-error`} onChange={(event) => setText(event.target.value)} />
        </Form>
      </Writable>
    </Card>
  );
}
