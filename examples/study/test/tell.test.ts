import { tell } from "../src/training/tell.ts";

test("tell(event) says in a line what jumped, where and on which images", () => {
  const event = { kind: "loss-spike", step: 7, loss: 9.5, usual: 0.25, ids: ["a", "b"] } as const;
  expect(tell(event)).toBe("The loss jumped to 9.500 at step 7 from about 0.250 (a, b)");
});

test("tell(event) passes on which checkpoint was damaged", () => {
  expect(tell({ kind: "checkpoint-recovered", message: "state-2 is cut off; continued from state-1" })).toBe(
    "state-2 is cut off; continued from state-1",
  );
});
