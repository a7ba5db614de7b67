import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import { expect, test } from "vitest";
import { ApiError } from "../../api/client";
import { findingDetail } from "../../fixture-finding";
import { FindingView } from "./finding";
import { assignmentWish, AssignmentCard, CommentsCard, type Send } from "./handling";

function recorder() {
  const sent: unknown[] = [];
  const send: Send = (what, wish) => {
    sent.push([what, wish]);
    return Promise.resolve();
  };
  return { sent, send };
}

const refused: Send = () => Promise.reject(new ApiError(422, { error: "state", what: "A finding cannot be due then.", where: "day", remedy: "Give a later day.", request_id: "" }));
const given = { assignee: "rita", due_on: "2026-12-24", set_by: "lea", set_at: "2026-11-24T01:00:00.000000Z" };

test("empty fields are nobody and no day, and hidden characters go back as they were", () => {
  expect(assignmentWish(" ", "")).toEqual({ assignee: null, due_on: null });
  expect(assignmentWish(" rita ", "2026-12-24")).toEqual({ assignee: "rita", due_on: "2026-12-24" });
  expect(assignmentWish("r\u27e8U+202E\u27e9", "").assignee).toBe("r\u202e");
});

test("what stands is in the fields, and what is changed is sent", async () => {
  const { sent, send } = recorder();
  render(<AssignmentCard assignment={given} send={send} />);
  expect(screen.getByText(/set by lea/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLInputElement>("Another day to be done by (UTC)").value).toBe("2026-12-24");
  fireEvent.change(screen.getByLabelText("Assign to"), { target: { value: "max" } });
  fireEvent.submit(screen.getByRole("form", { name: "Who sees to it" }));
  await waitFor(() => expect(screen.getByText("Saved.")).toBeTruthy());
  expect(sent).toEqual([["assignment", { assignee: "max", due_on: "2026-12-24" }]]);
});

test("a refusal is shown in place and nothing that was written is lost", async () => {
  render(<CommentsCard comments={[]} send={refused} />);
  const box = screen.getByLabelText<HTMLTextAreaElement>("Comment", { selector: "textarea" });
  fireEvent.change(box, { target: { value: "It moves." } });
  fireEvent.click(screen.getByRole("button", { name: "Post" }));
  expect((await screen.findByRole("alert")).textContent).toContain("A finding cannot be due then. Give a later day.");
  expect(box.value).toBe("It moves.");
});

test("a comment that was posted empties the box", async () => {
  const { sent, send } = recorder();
  render(<CommentsCard comments={[]} send={send} />);
  const box = screen.getByLabelText<HTMLTextAreaElement>("Comment", { selector: "textarea" });
  fireEvent.change(box, { target: { value: "It moves." } });
  fireEvent.click(screen.getByRole("button", { name: "Post" }));
  await waitFor(() => expect(box.value).toBe(""));
  expect(sent).toEqual([["comments", { text: "It moves." }]]);
});

test("nothing can be written while the past is looked at", () => {
  window.history.replaceState(null, "", "/?as_of=2026-11-01");
  render(<FindingView detail={findingDetail({ assignment: given })} send={refused} />);
  window.history.replaceState(null, "", "/");
  expect(screen.queryByRole("button", { name: "Post" })).toBeNull();
  expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  expect(screen.getAllByText(/Nothing can be changed/)).toHaveLength(2);
});

test("the page shows a comment as text, and whose the day is", () => {
  const said = "<b>bold</b>";
  const comments = [{ id: 1, author: "lea", text: said, at: given.set_at }];
  render(<FindingView detail={findingDetail({ assignment: given, comments })} send={refused} />);
  expect(screen.getByText(said)).toBeTruthy();
  expect(screen.getByText(", set by lea")).toBeTruthy();
});
