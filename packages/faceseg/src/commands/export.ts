import "../tensorflow.ts";
import { writeFile } from "node:fs/promises";
import { classes } from "@faceseg/image";
import { saveKeras, saveModel } from "@faceseg/model-files/node";
import { exportOnnx, type Precision } from "@faceseg/onnx";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Command } from "../cli/command.ts";
import { oneOf, text } from "../cli/parse.ts";
import { UsageError } from "../cli/usage-error.ts";
import { loadLayersModel } from "./load-layers-model.ts";
import { beside } from "./model-flags.ts";

const formats = ["onnx", "keras", "tfjs"] as const;
const precisions = ["float32", "float16", "int8"] as const satisfies readonly Precision[];
const ends = { onnx: ".onnx", keras: ".keras", tfjs: "-tfjs" } as const;

/** `faceseg export`. */
export const exportModel: Command = {
  name: "export",
  summary: "Writes a model as ONNX, Keras or TensorFlow.js",
  words: { usage: "<model>", least: 1, most: 1 },
  flags: {
    to: { type: "string", valueHint: formats.join("|"), description: "The format (onnx)" },
    out: { type: "string", valueHint: "file|folder", description: "Where; else beside the model" },
    precision: {
      type: "string",
      valueHint: precisions.join("|"),
      description: "Weights of an ONNX file (float32)",
    },
  },
  examples: [
    ["faceseg export face --to keras --out face.keras", "for keras.saving.load_model"],
    ["faceseg export unet_model.keras --to onnx", "writes unet_model.onnx, with the names of its classes"],
    ["faceseg export face --precision int8 --out small.onnx", "a quarter of the size, for a web page"],
  ],
  async run({ words: [source = ""], flags, output }) {
    const format = oneOf(flags, "to", formats, "onnx");
    const precision = oneOf(flags, "precision", precisions, "float32");
    if (flags["precision"] !== undefined && format !== "onnx")
      throw new UsageError(`Expected --precision with --to onnx only, found it with --to ${format}`);
    const out = text(flags, "out", beside(source.replace(/[/\\]+$/, ""), ends[format]));
    const model = await loadLayersModel(source);
    try {
      if (format === "onnx") await writeOnnx(model, out, precision);
      else if (format === "keras") await saveKeras(model, out);
      else await saveModel(model, out);
    } finally {
      model.dispose();
    }
    output.line(out);
    return { source, format, out };
  },
};

/** An ONNX file that tells those who read it what its classes are. */
export async function writeOnnx(
  model: LayersModel,
  path: string,
  precision: Precision = "float32",
): Promise<void> {
  const count = model.outputs[0]?.shape.at(-1);
  const names = count === classes.length && {
    classes: classes.map(({ name }) => name),
    colours: classes.map(({ color }) => color),
  };
  const metadata = { ...names, inputRange: [0, 1] };
  await writeFile(path, exportOnnx(model, { outputName: "probabilities", precision, metadata }));
}
