import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, within } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import { createQueryClient, endpointsQuery } from "../../api/query";
import { endpointPage, endpointRow } from "../../fixture-serving";
import { ENDPOINTS } from "../../route/endpoints";
import { NO_RANGE } from "../../route/range";
import EndpointsPage from "./endpoints";
import { EndpointKpis } from "./kpis";

beforeEach(() => {
  window.scrollTo = () => undefined;
  Element.prototype.scrollTo = () => undefined;
});

const IDLE = endpointRow({ endpoint_name: "notebook", endpoint_arn: "arn:notebook", idle: "idle", idle_days: 30, registered: "no", invocations_per_day: 0, usd_per_1000: null, usd_per_month: null, priced_by: "by use" });

function open(answers: readonly string[]) {
  const client = createQueryClient();
  for (const search of answers) client.setQueryData(endpointsQuery(ENDPOINTS.parse(search), 0, NO_RANGE).queryKey, endpointPage(search === "" ? [endpointRow(), IDLE] : [IDLE]));
  window.history.replaceState(null, "", "/endpoints");
  render(
    <QueryClientProvider client={client}>
      <EndpointsPage />
    </QueryClientProvider>,
  );
}

test("every row leads to its endpoint, and what is not known is a dash", () => {
  open([""]);
  const table = within(screen.getByRole("table", { name: "Endpoints" }));
  expect(table.getByRole("link", { name: "credit-pd" }).getAttribute("href")).toBe("/endpoints/222233334444/eu-west-1/credit-pd");
  const idle = table.getByRole("link", { name: "notebook" }).closest("[role=row]") as HTMLElement;
  expect(within(idle).getByText("Idle 30 days")).toBeTruthy();
  expect(within(idle).getByText("Serverless: paid for by use")).toBeTruthy();
  expect(within(idle).getByText("0")).toBeTruthy();
});

test("numbers say what they leave out, and lead to what makes them up", () => {
  open([""]);
  const card = (name: string) => within(screen.getByRole("region", { name }));
  expect(card("Cost a month, list price").getByText("Left out: 1 without a price, 12 serverless")).toBeTruthy();
  expect(card("This month so far").getByText("$19,000 by its end if nothing changes")).toBeTruthy();
  expect(card("Idle cost a month").getByRole("link", { name: "1 endpoint idle" }).getAttribute("href")).toBe("/endpoints?idle=idle");
  expect(card("Requests in error, 30 days").getByText("1%")).toBeTruthy();
  expect(card("Requests in error, 30 days").getByText("3 endpoints not measured")).toBeTruthy();
  expect(card("Unregistered (shadow AI)").getByRole("link", { name: "1" }).getAttribute("href")).toBe("/endpoints?registered=no");
});

test("a chosen facet is in the address and as a chip", () => {
  open(["", "?idle=idle"]);
  act(() => void fireEvent.click(screen.getByRole("checkbox", { name: /^Idle/ })));
  expect(window.location.search).toBe("?idle=idle");
  expect(screen.getByText("1 endpoint", { exact: true })).toBeTruthy();
  act(() => void fireEvent.click(screen.getByRole("button", { name: "Remove Requests in 14 days: Idle" })));
  expect(window.location.search).toBe("");
});

test("where no endpoint is left, nothing is green and no cost is zero", () => {
  const { summary } = endpointPage([]);
  if (summary === null) throw new Error("the fixture has counts");
  const none = { ...summary, endpoints: 0, in_service: 0, usd_per_month: null, unpriced: 0, serverless: 0, idle: 0, idle_unknown: 0, unregistered: 0 };
  const { container } = render(<EndpointKpis summary={none} filter={ENDPOINTS.parse("")} />);
  expect(within(screen.getByRole("region", { name: "Idle cost a month" })).getByText("not known")).toBeTruthy();
  expect(container.querySelectorAll('[data-tone="ok"]').length).toBe(0);
});
