import * as tf from "@tensorflow/tfjs-core";
import type { Correction } from "./correction.ts";

/** The wasm backend writes whole numbers whatever the dtype: its float32 ones read as 1e-45. */
export const oneHot: Correction = {
  kernel: tf.OneHot,
  wanted: (backend) => backend === "wasm",
  make: (original) => (args) =>
    tf.tidy(() => {
      const attrs = { ...args.attrs, dtype: "int32" };
      const { dataId, shape } = (original as tf.KernelFunc)({ ...args, attrs }) as tf.TensorInfo;
      const whole = tf.engine().makeTensorFromTensorInfo({ dataId, shape, dtype: "int32" });
      return tf.cast(whole, (args.attrs as unknown as tf.OneHotAttrs).dtype);
    }),
};
