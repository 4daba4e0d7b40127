import { KerasFileError } from "../../errors/keras-file-error.ts";
import { isObject, type Json, type JsonObject, show } from "../../json/parse-json.ts";

/** A `Sequential` model's config as that of the functional model that it is. */
export function sequentialAsFunctional(name: string, config: Json): JsonObject {
  const given = isObject(config) ? config["layers"] : config;
  if (!Array.isArray(given) || !given.every(isObject)) {
    throw new KerasFileError(`Expected the model ${name} to have a list of layers, found ${show(given)}`);
  }
  const list = given as JsonObject[];
  const first = list[0]?.["class_name"] === "InputLayer" ? list[0] : makeInput(name, config, list);
  const rest = first === list[0] ? list.slice(1) : list;
  const names = [first, ...rest].map(nameOf);
  const chain = rest.map((layer, index) => ({
    ...layer,
    name: names[index + 1] as Json,
    inbound_nodes: [{ args: [tensor(names[index] as Json)], kwargs: {} }],
  }));
  return {
    ...(isObject(config) ? config : {}),
    layers: [first, ...chain],
    input_layers: [[names[0] as Json, 0, 0]],
    // Keras counts a call more in the outputs that are those of a functional model.
    output_layers: [[names.at(-1) as Json, rest.at(-1)?.["class_name"] === "Functional" ? 1 : 0, 0]],
  };
}

const nameOf = (layer: JsonObject): Json =>
  layer["name"] ?? (isObject(layer["config"]) ? layer["config"]["name"] : undefined) ?? null;

const tensor = (name: Json): Json => ({
  class_name: "__keras_tensor__",
  config: { keras_history: [name, 0, 0] },
});

/** Keras 2 may leave the input out and give its shape elsewhere. */
function makeInput(name: string, config: Json, list: readonly JsonObject[]): JsonObject {
  const first = list[0]?.["config"];
  const shape =
    (isObject(first) ? (first["batch_input_shape"] ?? first["batch_shape"]) : undefined) ??
    (isObject(config) ? config["build_input_shape"] : undefined);
  if (!Array.isArray(shape)) {
    throw new KerasFileError(
      `Expected the model ${name} to know the shape of its input; call it once in Keras before saving it`,
    );
  }
  return { class_name: "InputLayer", config: { name: `${name}_input`, batch_shape: shape } };
}
