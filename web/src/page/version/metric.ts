/** Which side of a metric is good, and how limits are said. */
import { metric } from "../../format/number";
import type { Tone } from "../../status";

const LESS_IS_BETTER = /(^|[^a-z])(mae|mse|rmse|mape|brier|log_?loss|loss|error|errors|latency\w*|false_(positive|negative)_rate|fpr|fnr)($|[^a-z])/;
const MORE_IS_BETTER = /(^|[^a-z])(auc|accuracy|precision|recall|f1|f2|f0_5|r2|ks|gini|true_(positive|negative)_rate|tpr|tnr)($|[^a-z])/;

/** 1 where more is better, -1 where less is, null where nobody knows. */
export function goodSide(name: string): 1 | -1 | null {
  const plain = name.toLowerCase();
  if (LESS_IS_BETTER.test(plain)) return -1;
  return MORE_IS_BETTER.test(plain) ? 1 : null;
}

/** A difference is judged only where the good side is known; what it is worth is for people to say. */
export function againstOther(name: string, value: number, other: number): { readonly tone: Tone; readonly word: string } {
  const side = goodSide(name);
  if (value === other) return { tone: "neutral", word: ", the same" };
  if (side === null) return { tone: "neutral", word: "" };
  return (value - other) * side > 0 ? { tone: "ok", word: ", better" } : { tone: "warn", word: ", worse" };
}

/** The operator names the wrong side: "LessThanThreshold" is wrong below. */
export function limitText(threshold: number, operator: string | null): string {
  switch (operator) {
    case "LessThanThreshold":
      return `at least ${metric(threshold)}`;
    case "GreaterThanThreshold":
      return `at most ${metric(threshold)}`;
    default:
      return metric(threshold);
  }
}

/** What the metrics of Clarify's bias reports mean, in a sentence each. */
export const BIAS: Readonly<Record<string, string>> = {
  CI: "Class imbalance: how much more rows one group has than the other.",
  DPL: "How much more often one group has the good label in the data.",
  KL: "How far the labels of the two groups are apart (Kullback and Leibler).",
  JS: "How far the labels of the two groups are apart (Jensen and Shannon).",
  KS: "The largest difference of any label between the two groups.",
  LP: "How far the labels of the two groups are apart (Lp norm).",
  TVD: "Half the sum of all differences of labels between the two groups.",
  CDDL: "DPL within subgroups, such as departments, then averaged.",
  DPPL: "How much more often the model gives one group the good outcome.",
  DI: "Disparate impact: the share of good outcomes of one group over that of the other; 1 is even.",
  AD: "Accuracy difference: how much more often the model is right about one group.",
  RD: "Recall difference: how much more of the true good cases it finds in one group.",
  DCA: "Difference of accepted: labels against predictions among the accepted.",
  DCR: "Difference of rejected: labels against predictions among the rejected.",
  SD: "Specificity difference: how much more of the true bad cases it finds in one group.",
  DAR: "Acceptance rate difference: precision of one group less that of the other.",
  DRR: "Rejection rate difference.",
  TE: "Treatment equality: false negatives over false positives, compared.",
  CDDPL: "DPPL within subgroups, then averaged.",
  FT: "Flip test: how often the nearest neighbour in the other group gets another outcome.",
  GE: "Generalised entropy: how unequally the model's benefit is spread.",
};
