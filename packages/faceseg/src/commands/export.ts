import "../tensorflow.ts";
import "@faceseg/backbones"; // registers the layers that TensorFlow.js lacks
import { shown, UsageError } from "@faceseg/core";
import { writeFileAtomically } from "@faceseg/core/node";
import { metadataOf } from "@faceseg/model-files";
import { loadLayersModel, saveModel } from "@faceseg/model-files/node";
import { exportOnnx, type Precision } from "@faceseg/onnx";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Command } from "../cli/command.ts";
import { needed, oneOf, text } from "../cli/parse.ts";
import { beside } from "./model-flags.ts";

const formats = ["onnx", "keras", "tfjs"] as const;
const precisions = ["float32", "float16", "int8"] as const satisfies readonly Precision[];
const ends = { onnx: ".onnx", keras: ".keras", tfjs: "-tfjs" } as const;

/** `faceseg export`. */
export const exportModel: Command = {
  name: "export",
  summary: "Writes a model as ONNX, Keras or TensorFlow.js",
  flags: {
    model: {
      type: "string",
      valueHint: "file|folder",
      description: "A .keras or .h5 file, or a folder with model.json such as face/best",
    },
    to: { type: "string", valueHint: formats.join("|"), description: "The format (onnx)" },
    out: { type: "string", valueHint: "file|folder", description: "Where to write it (next to the model)" },
    precision: {
      type: "string",
      valueHint: precisions.join("|"),
      description: "Precision of the weights in an ONNX file (float32)",
    },
  },
  examples: [
    ["faceseg export --model face/best --to keras --out face.keras", "for keras.saving.load_model"],
    [
      "faceseg export --model unet_model.keras --to onnx",
      "writes unet_model.onnx, which includes the class names",
    ],
    [
      "faceseg export --model face/best --precision int8 --out small.onnx",
      "a quarter of the size, for a web page",
    ],
  ],
  async run({ flags, output }) {
    const source = needed(flags, "model", "<file|folder>");
    const format = oneOf(flags, "to", formats, "onnx");
    const precision = oneOf(flags, "precision", precisions, "float32");
    if (flags["precision"] !== undefined && format !== "onnx")
      throw new UsageError(`Expected \`--precision\` with --to onnx only, got it with --to ${format}`);
    const out = text(flags, "out", beside(source.replace(/[/\\]+$/, ""), ends[format]));
    if (format === "keras" && !out.endsWith(".keras"))
      throw new UsageError(`Expected \`--out\` to end in .keras with --to keras, got ${shown(out)}`);
    const model = await loadLayersModel(source);
    try {
      if (format === "onnx") await writeOnnx(model, out, precision);
      else await saveModel(model, out);
    } finally {
      model.dispose();
    }
    output.line(out);
    return { source, format, out };
  },
};

/** Writes an ONNX file that includes what the model's own notes say, such as the names and colors of its classes. */
export async function writeOnnx(
  model: LayersModel,
  file: string,
  precision: Precision = "float32",
): Promise<void> {
  const metadata = { inputRange: [0, 1], ...metadataOf(model) };
  await writeFileAtomically(file, exportOnnx(model, { outputName: "probabilities", precision, metadata }));
}
