import { chooseEngine } from "@faceseg/engine";
import * as tf from "@tensorflow/tfjs-core";

/** A TensorFlow.js backend, or why it is absent. */
export interface Backend {
  readonly backend: string;
  readonly absent: string | undefined;
  /** For test titles. */
  readonly title: string;
}

/** Initialises every TensorFlow.js backend of this machine and leaves "cpu" active. */
export async function presentBackends(): Promise<Backend[]> {
  const start: Record<string, () => Promise<unknown>> = {
    cpu: async () => {},
    wasm: async () => {
      await import("@tensorflow/tfjs-backend-wasm");
      await tf.setBackend("wasm");
      await tf.setBackend("cpu");
    },
    tensorflow: () => chooseEngine({ engine: "tensorflow" }),
    webgpu: () => chooseEngine({ engine: "webgpu" }),
  };
  const found: Backend[] = [];
  for (const [backend, load] of Object.entries(start)) {
    const absent = await load().then(
      () => undefined,
      (error: Error) => error.message,
    );
    found.push({ backend, absent, title: absent ? `${backend} (absent: ${absent})` : backend });
  }
  return found;
}
