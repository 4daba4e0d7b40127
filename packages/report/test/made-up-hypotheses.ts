import {
  beats,
  boundaries,
  combinationHypotheses,
  type Hypothesis,
  meanIouOf,
  occluded,
  occlusionChange,
  type Results,
  unoccluded,
} from "@faceseg/evaluation";

const small = meanIouOf("eyes", ["left eye", "right eye"]);
const others = ["pspnet-2025", "segnet-2025"];

/** Hypotheses of every kind about made-up results. */
export function madeUpHypotheses(results: Results): Hypothesis[] {
  const rows: [statement: string, test: Hypothesis["test"]][] = [
    ["U-Net is the best on small parts.", beats("unet-2025", others, { measure: small })],
    ["U-Net draws the best boundaries.", beats("unet-2025", others, { measure: boundaries })],
    ["SegNet is the fastest.", { kind: "cost", cost: "ms", winner: "segnet-2025", over: ["unet-2025"] }],
    ["U-Net is the lightest.", { kind: "cost", cost: "parameters", winner: "unet-2025", over: others }],
    ["PSPNet needs least.", { kind: "cost", cost: "MACs", winner: "pspnet-2025", over: ["unet-2025"] }],
    ["Pretraining helps.", beats("unet", "unet-random", { pretrained: true })],
    ["Skips help.", beats("unet", "unet-no-skips")],
    ["Occluders hurt.", { kind: "condition", of: ["unet-2025"], higher: unoccluded, lower: occluded }],
    ["PSPNet loses least.", beats("pspnet-2025", ["unet-2025"], { measure: occlusionChange })],
  ];
  const own = rows.map(([statement, test], i) => ({
    id: `sentence-${i}`,
    topic: i < 5 ? "What was concluded" : "What was asked",
    statement,
    test,
  }));
  return [...own, ...combinationHypotheses(results)];
}
