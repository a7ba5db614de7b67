import { render, screen, within } from "@testing-library/react";
import { expect, test } from "vitest";
import { versionDetail, versionDocuments } from "../../fixture-version";
import { Documents } from "./documents";

const ARN = versionDetail().row.model_version_arn;

function card(name: string) {
  return within(screen.getByRole("region", { name }));
}

test("the score says how far it is from what the tier needs, and what is missing where", () => {
  render(<Documents documents={versionDocuments()} arn={ARN} tier={2} />);
  const found = card("Completeness");
  for (const text of ["50 points short", "Tier 2 needs 75 points", "evaluation_details[0].name", "Placeholder", "0 of 20"]) {
    expect(found.getByText(text)).toBeTruthy();
  }
  expect(found.getByLabelText("Command").textContent).toContain("update-model-package");
});

test("the card is text, whatever is in it", () => {
  const { container } = render(<Documents documents={versionDocuments()} arn={ARN} tier={2} />);
  expect(card("Model card").getByText("<img src=x onerror=alert(1)>")).toBeTruthy();
  expect(container.querySelector("img")).toBeNull();
});

test("no card, no control that asks for points, and a card by itself are told apart", () => {
  const { rerender } = render(<Documents documents={versionDocuments({ source: "none", content: null, needed: null, card_status: null })} arn={ARN} tier={4} />);
  expect(card("Model card").getByText("No model card")).toBeTruthy();
  expect(card("Completeness").queryByText(/short|enough/)).toBeNull();
  const standing = { source: "card of the group", card_name: "pd", card_arn: "arn:aws:sagemaker:eu-west-1:222233334444:model-card/pd/4" };
  rerender(<Documents documents={versionDocuments(standing)} arn={ARN} tier={4} />);
  expect(card("Completeness").getByRole("link", { name: "console" })).toBeTruthy();
  expect(card("Completeness").getByLabelText("Command").textContent).toContain("update-model-card --model-card-name pd");
});
