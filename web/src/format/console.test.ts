import { expect, test } from "vitest";
import { modelCardsUrl, trainingJobUrl } from "./console";

test("a training job has a page in the console of its region and partition", () => {
  expect(trainingJobUrl("arn:aws:sagemaker:eu-west-1:222233334444:training-job/train-1")).toBe(
    "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/jobs/train-1",
  );
  expect(trainingJobUrl("arn:aws-cn:sagemaker:cn-north-1:222233334444:training-job/a b")).toBe(
    "https://cn-north-1.console.amazonaws.cn/sagemaker/home?region=cn-north-1#/jobs/a%20b",
  );
});

test("what is no training job's ARN has none", () => {
  for (const arn of ["", "arn:aws:sagemaker:eu-west-1:222233334444:pipeline/p", "arn:evil:sagemaker:x:222233334444:training-job/t", "arn:aws:sagemaker:a.evil/:222233334444:training-job/t"]) {
    expect(trainingJobUrl(arn)).toBeNull();
  }
});

test("a card by itself leads to the list of cards in its region", () => {
  expect(modelCardsUrl("arn:aws:sagemaker:eu-west-1:222233334444:model-card/pd/4")).toBe(
    "https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/model-cards",
  );
  expect(modelCardsUrl("arn:aws:sagemaker:eu-west-1:222233334444:training-job/t")).toBeNull();
});
