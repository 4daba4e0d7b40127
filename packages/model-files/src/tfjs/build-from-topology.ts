import { engine, type io, zeros } from "@tensorflow/tfjs-core";
import { initializers, type LayersModel, layers, models } from "@tensorflow/tfjs-layers";
import { ModelFileError } from "../errors/model-file-error.ts";
import { checkTopology } from "./check-topology.ts";

type ModelConfig = Parameters<typeof models.modelFromJSON>[0];
type AddWeight = (
  this: unknown,
  name: string,
  shape: number[],
  dtype: unknown,
  ...more: unknown[]
) => unknown;

type LayerVariable = LayersModel["weights"][number];

/** A network, and every weight that was made for it, also those of layers that no output needs. */
export interface BuiltNetwork {
  readonly model: LayersModel;
  readonly made: readonly LayerVariable[];
}

/**
 * Builds the network of a `modelTopology`, with all weights 0. Whatever the topology claims, building it takes no more
 * memory than `values` numbers, and no more time than `checkTopology` allows.
 *
 * @throws {ModelFileError} for a topology with more weights than `values`, or one that `checkTopology` refuses.
 */
export function buildFromTopology(topology: object, values: number): Promise<BuiltNetwork> {
  checkTopology(topology);
  let left = values;
  const made: LayerVariable[] = [];
  const prototype = layers.Layer.prototype as unknown as { addWeight: AddWeight };
  const { addWeight } = prototype;
  const zero = Object.assign(initializers.zeros(), { apply: (shape: number[]) => zeros(shape) });
  prototype.addWeight = function (name, shape, dtype, _initializer, ...more) {
    left -= shape.reduce((product, length) => product * length, 1);
    if (!(left >= 0)) {
      throw new ModelFileError(
        `Expected a network of the ${values} weights that are listed, found more at ${name} [${shape}]`,
      );
    }
    const weight = addWeight.call(this, name, shape, dtype, zero, ...more) as LayerVariable;
    made.push(weight);
    return weight;
  };
  engine().startScope("build");
  try {
    // All layers are built before this returns its promise, so no other code sees the borrowed method.
    const config = { modelTopology: topology as io.ModelJSON["modelTopology"] } as ModelConfig;
    return models.modelFromJSON(config).then(
      (model) => ({ model, made }),
      (error: unknown) => {
        for (const weight of made) weight.dispose();
        throw error;
      },
    );
  } finally {
    engine().endScope();
    prototype.addWeight = addWeight;
  }
}
