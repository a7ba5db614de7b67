/**
 * What each number means, in plain words: one catalogue for the key numbers and for help beside any metric.
 * A translation is another table of the same shape.
 */
import type { KpiName } from "../api/shape";

export interface HelpText {
  readonly title: string;
  /** What the number counts. */
  readonly means: string;
  /** What is a good value. */
  readonly good: string;
  /** What to do when it is not. */
  readonly todo: string;
}

export type HelpKey = KpiName | "coverage" | "endpoints";

export const HELP: Readonly<Record<HelpKey, HelpText>> = {
  production: {
    title: "Production versions",
    means: "Model versions that an endpoint in service runs now, found by what the endpoint really loads, whatever its stage says.",
    good: "Every one of them approved. More or fewer is neither good nor bad.",
    todo: "Open the ones that are not approved: approve them with a reason, or take them off their endpoint.",
  },
  waiting: {
    title: "Waiting for approval",
    means: "Versions whose approval status is PendingManualApproval, and for how long the oldest has waited since it was registered.",
    good: "Few, and none for more than 5 days.",
    todo: "Open the list, oldest first, and approve or reject each with a reason. Reject what nobody needs any more.",
  },
  validation: {
    title: "Validation failure rate",
    means: "Of the validation steps of pipelines (checks of quality and bias, and conditions) that came to a result in the last 30 days, the share that failed.",
    good: "Low and steady. None at all over months can mean that the checks test too little.",
    todo: "Open the teams above their limit and read why their steps failed. A check that always fails needs a new baseline or a fix.",
  },
  drift: {
    title: "Models with drift",
    means: "Endpoints whose live data is distributed otherwise than in the baseline, by PSI or by the KS distance. One that fails both counts twice.",
    good: "None. Below a PSI of 0.10 is no drift, up to 0.25 is worth a look, beyond it somebody must act.",
    todo: "Open each finding, see which feature moved, and find out whether the world or the data pipeline changed. Then retrain, or mend the data.",
  },
  degradation: {
    title: "Accuracy degradation",
    means: "Models whose quality, measured against what really happened, is worse than in their baseline by more than the control allows.",
    good: "None. Unknown means that nobody measures it, which is no pass.",
    todo: "Retrain or roll back to the version before. Where it is unknown, set up a model quality monitor with ground truth.",
  },
  latency: {
    title: "Latency breaches",
    means: "Endpoints whose slowest percent of answers takes longer than their limit.",
    good: "None.",
    todo: "See whether traffic grew or the model did. Scale out, take a faster instance, or make the model smaller.",
  },
  utilisation: {
    title: "Badly used endpoints",
    means: "Endpoints that use far more or far less of their instances than the controls allow.",
    good: "None. Too full means slow answers and errors at the next peak; too empty is money for nothing.",
    todo: "Give full ones more or larger instances, or scaling; give empty ones fewer or smaller ones.",
  },
  cost: {
    title: "Cost a month",
    means: "What the instances of all endpoints in service cost in 730 hours at list price. The line shows what the last whole months came to.",
    good: "In step with use. It leaves out what has no known price, and serverless endpoints, which cost by request.",
    todo: "Look at idle and badly used endpoints first: they are the surest saving.",
  },
  idle: {
    title: "Idle endpoints",
    means: "Endpoints on instances that nobody asked anything for 14 days, and what they cost a month at list price.",
    good: "None.",
    todo: "Ask the owner. What nobody needs is deleted; its config and model stay, so it can be brought back.",
  },
  documentation: {
    title: "Documentation score",
    means: "The share that passed of what passed or failed the controls of documentation: model cards, risk ratings, evaluation reports. It is counted by business unit and team, not by account or region.",
    good: "100%. What is unknown is no part of the share.",
    todo: "Open what failed: each finding says what its card lacks, and its owner fills that in.",
  },
  coverage: {
    title: "Accounts and regions read",
    means: "Pairs of an account and a region in which everything that modelgov asks for could be read when it last tried.",
    good: "All of them. Where something could not be read, every other number may be too low.",
    todo: "Open Coverage: it names the call that was refused. The permissions of the reading role are what is missing most often.",
  },
  endpoints: {
    title: "Endpoints in service",
    means: "Endpoints that answer requests now, of all that exist.",
    good: "Every one of them explained by a registered version. One that is not is shadow AI.",
    todo: "Open the unregistered ones, find out who made them, and register what they run or shut them down.",
  },
};
