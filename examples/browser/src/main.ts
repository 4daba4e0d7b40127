import "./style/tokens.css";
import "./style/base.css";
import "./style/controls.css";
import "./style/layout.css";
import "./style/stage.css";
import "./style/panel.css";
import "./style/train.css";
import { find } from "./page/dom.ts";
import { listenForClose } from "./page/notice.ts";
import { tabs } from "./page/tabs.ts";
import { SegmentTab } from "./segment/tab.ts";
import { TrainTab } from "./train/tab.ts";

listenForClose();
const segment = new SegmentTab();
new TrainTab((onnx) => {
  show("segment");
  void segment.use(onnx);
});
const show = tabs(find("tabs"), (panel) => {
  if (panel !== "segment") segment.stopCamera();
});
find("to-training").addEventListener("click", () => show("train"));
