import type { KerasWeight } from "@faceseg/model-files";
import type { LayersModel, LayerVariable } from "@tensorflow/tfjs-layers";
import { mobileNetV2LayerNames } from "../encoders/mobilenet-v2-layers.ts";
import { vgg16LayerNames } from "../encoders/vgg16.ts";
import { earlyLayerName } from "./early-layer-name.ts";
import { guessAlpha } from "./guess-alpha.ts";
import { type Misshapen, WeightsError } from "./weights-error.ts";

type FileLayers = ReadonlyMap<string, readonly KerasWeight[]>;

/** Which weight of a file belongs to which variable of a model. */
export interface Match {
  /** Each variable with its weight. */
  readonly pairs: readonly { readonly variable: LayerVariable; readonly weight: KerasWeight }[];
  /** Layers of the model that are loaded, in its order. */
  readonly loaded: readonly string[];
  /** Layers of the file that no encoder layer of the model uses, in the order of the file. */
  readonly unused: readonly string[];
}

/**
 * Pairs the encoder layers of `model` with the layers of a file, by name.
 *
 * @throws {WeightsError} listing every layer and weight that is missing, misshapen or unexpected.
 */
export function matchWeights(model: LayersModel, file: FileLayers, fileName: string): Match {
  const encoder = new Set([...mobileNetV2LayerNames(), ...vgg16LayerNames()]);
  const layers = model.layers.filter(({ name }) => encoder.has(name));
  if (layers.length === 0) {
    throw new WeightsError(
      `Expected \`model\` to have layers of MobileNetV2 (${[...encoder].slice(0, 3).join(", ")}, ...) or VGG16 (block1_conv1, ...), got none of them`,
    );
  }
  const missing: string[] = [];
  const misshapen: Misshapen[] = [];
  const unexpected: string[] = [];
  const pairs: { variable: LayerVariable; weight: KerasWeight }[] = [];
  const used = new Set<string>();

  for (const { name, weights: variables } of layers) {
    const source = [name, earlyLayerName(name)].find((candidate) => file.has(candidate));
    if (source === undefined) {
      missing.push(name);
      continue;
    }
    used.add(source);
    const rest = new Set(file.get(source));
    for (const variable of variables) {
      const weight = [...rest].find((candidate) => sameWeight(candidate.name, shortName(variable)));
      if (weight === undefined) {
        missing.push(`${name}/${shortName(variable)}`);
        continue;
      }
      rest.delete(weight);
      if (String(weight.shape) === String(variable.shape)) pairs.push({ variable, weight });
      else {
        misshapen.push({
          name: `${name}/${shortName(variable)}`,
          expected: variable.shape,
          found: weight.shape,
        });
      }
    }
    unexpected.push(...[...rest].map((weight) => `${name}/${weight.name}`));
  }

  if (missing.length + misshapen.length + unexpected.length > 0) {
    const why = misshapen.length > 0 ? alphaMismatch(model, file) : "";
    throw new WeightsError(`The weights in ${fileName} do not fit the model${why}; nothing was loaded`, {
      missing,
      misshapen,
      unexpected,
    });
  }
  return {
    pairs,
    loaded: layers.map(({ name }) => name),
    unused: [...file.keys()].filter((name) => !used.has(name)),
  };
}

/** tfjs adds a number to `name` when two models have a layer of the same name; `originalName` stays `Conv1/kernel`. */
const shortName = ({ originalName }: LayerVariable) => originalName.slice(originalName.lastIndexOf("/") + 1);

/**
 * Keras 3 calls the kernel of a depthwise convolution `kernel`, Keras 1 and 2 and tfjs `depthwise_kernel`; the published
 * file of VGG16 has `block1_conv1_W_1` and `block1_conv1_b_1`.
 */
const sameWeight = (inFile: string, inModel: string) =>
  inFile === inModel ||
  (inModel === "depthwise_kernel" && inFile === "kernel") ||
  (inModel === "kernel" && /_W_\d+$/.test(inFile)) ||
  (inModel === "bias" && /_b_\d+$/.test(inFile));

function alphaMismatch(model: LayersModel, file: FileLayers): string {
  const modelFilters = model.layers.map(
    ({ name, weights }) => [name, weights[0]?.shape.at(-1) ?? 0] as const,
  );
  const fileFilters = mobileNetV2LayerNames().flatMap((name) => {
    const weights = file.get(name) ?? file.get(earlyLayerName(name));
    return weights ? [[name, weights[0]?.shape.at(-1) ?? 0] as const] : [];
  });
  const inModel = guessAlpha(new Map(modelFilters)).join(" or ");
  const inFile = guessAlpha(new Map(fileFilters)).join(" or ");
  if (inModel === "" || inFile === "" || inModel === inFile) return "";
  return `: the file looks like alpha ${inFile}, the model has alpha ${inModel}`;
}
