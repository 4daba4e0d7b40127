import "@tensorflow/tfjs-backend-cpu";
import { lapa11 } from "@faceseg/image";
import { exportOnnx, loadRuntime } from "@faceseg/onnx";
import { buildUnet } from "@faceseg/unet";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { serve } from "../work/serve.ts";
import { notes } from "./notes.ts";
import type { TrainJobs } from "./protocol.ts";
import { train } from "./training.ts";

let model: LayersModel | undefined;
let ending = new AbortController();

serve<TrainJobs>({
  async train(request, tell) {
    const { ort } = await loadRuntime("onnxruntime-web");
    Object.assign(ort.env.wasm, { wasmPaths: request.runtime });
    model?.dispose();
    const { size } = request;
    model = buildUnet({
      inputShape: [size, size, 3],
      numClasses: lapa11.classes.length,
      alpha: 0.35,
      width: 0.25,
    });
    ending = new AbortController();
    return train(model, request, tell, ending.signal);
  },

  stop() {
    ending.abort();
    return undefined;
  },

  export() {
    if (!model) throw new Error("Expected a trained network, got none");
    return exportOnnx(model, { outputName: "probabilities", metadata: notes });
  },
});
