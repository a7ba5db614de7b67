import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createQueryClient, statusQuery } from "./api/query";
import { Frame } from "./frame/frame";
import { hear } from "./live/store";
import { browserParts, startLive } from "./live/stream";
import { CurrentPage, prefetch } from "./page/page";
import { asOf } from "./route/moment";
import { currentPlace, lookAhead } from "./route/router";
import { afterPaint } from "./ui/marks";
import "./style/palette.css";
import "./style/base.css";
import "./style/frame.css";
import "./style/parts.css";
import "./style/chart.css";
import "./style/overview.css";
import "./style/models.css";
import "./style/version.css";
import "./style/finding.css";
import "./style/api.css";
import "./style/serving.css";
import "./style/group.css";
import "./style/compare.css";
import "./style/print.css";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no #root to draw into");

const PATIENCE_MS = 150;
const client = createQueryClient();
const there = prefetch(client, currentPlace());
lookAhead((next) => void prefetch(client, next));
// drawn once with its numbers, where these come soon, and not first without them
await Promise.race([there, new Promise((run) => setTimeout(run, PATIENCE_MS))]);

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <Frame>
        <CurrentPage />
      </Frame>
    </QueryClientProvider>
  </StrictMode>,
);

// The stream takes one of the browser's few connections, and tells of all that came since the page was read.
// Nothing happens any more in the past.
if (asOf() === null) afterPaint(() => startLive(browserParts(hear, client.getQueryData(statusQuery.queryKey)?.position)));
