import { createPredictor } from "@faceseg/engine";
import { createSession, exportOnnx } from "@faceseg/onnx";
import { type LayersModel, model as makeModel } from "@tensorflow/tfjs-layers";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { callsPerStep } from "./inference.ts";
import { noise } from "./noise.ts";
import { timeInTurn } from "./stopwatch.ts";
import type { InferenceTimes, Job } from "./task.ts";

/** The predictor, the exported file in this project's session, and in ONNX Runtime's own, all in turn. */
export async function compareInference(model: LayersModel, job: Job): Promise<InferenceTimes> {
  const { batch, size, threads, steps, seconds } = job;
  const { images } = noise(job);
  const predictor = await createPredictor(model, { engine: "onnxruntime", threads, batchSize: batch });
  const logits = makeModel({ inputs: model.inputs, outputs: model.getLayer("logits").output });
  const onnx = exportOnnx(logits, { argmax: true });
  const session = await createSession(onnx, { threads });
  const feeds = { images: new Tensor("float32", images, [batch, size, size, 3]) };
  const plain = async (graphOptimizationLevel: "all" | "extended" | "basic") => {
    const own = await InferenceSession.create(onnx, { intraOpNumThreads: threads, graphOptimizationLevel });
    return () => own.run(feeds);
  };
  const ways = {
    createPredictor: () => predictor.predict(images),
    createSession: () => session.run({ images }),
    all: await plain("all"),
    extended: await plain("extended"),
    basic: await plain("basic"),
  };
  return timeInTurn(ways, { calls: steps * callsPerStep, seconds });
}
