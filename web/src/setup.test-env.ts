import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";

// jsdom lays nothing out: a virtual list needs a height to know which rows are on screen.
Object.defineProperty(Element.prototype, "clientHeight", { configurable: true, get: () => 640 });
Object.defineProperty(Element.prototype, "clientWidth", { configurable: true, get: () => 1000 });

afterEach(cleanup);
