/**
 * An ONNX file that computes y = relu(x) of two numbers. It is kept as bytes, so that trying an execution provider needs
 * neither the compiler nor TensorFlow.js; `exportOnnx` wrote it.
 */
export const reluModel = (): Uint8Array => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

const base64 =
  "CAgSDUBmYWNlc2VnL29ubng6OgoPCgF4EgF5GgF5IgRSZWx1EgVncmFwaFoPCgF4EgoKCAgBEgQKAggCYg8KAXkSCgoICAESBAoCCAJCBAoAEBI=";
