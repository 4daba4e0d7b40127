import { type LayersModel, model } from "@tensorflow/tfjs-layers";

const { unstable_mockModule } = import.meta.jest as unknown as {
  unstable_mockModule(id: string, make: () => object): void;
};
for (const name of ["@faceseg/model-files", "@faceseg/download"]) {
  unstable_mockModule(name, () => {
    const message = `Cannot find package '${name}' imported from x`;
    throw Object.assign(new Error(message), { code: "ERR_MODULE_NOT_FOUND" });
  });
}
const { loadWeights, mobileNetV2 } = await import("../src/index.ts");
const node = await import("../src/node.ts");

let encoder: LayersModel;
beforeAll(() => {
  const { input, features } = mobileNetV2({ inputShape: [32, 32, 3], alpha: 0.35 });
  encoder = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
});
afterAll(() => encoder.dispose());

test("loadWeights(model, bytes) names the command that installs @faceseg/model-files where it is missing", async () => {
  const missing = {
    name: "PackageMissingError",
    message: "Loading weights from a Keras file needs @faceseg/model-files: npm i @faceseg/model-files",
  };
  await expect(loadWeights(encoder, new Uint8Array(8))).rejects.toMatchObject(missing);
  await expect(node.loadWeights(encoder, new Uint8Array(8))).rejects.toMatchObject(missing);
});

test("loadWeights(model, url) of the node entry names the command that installs @faceseg/download where it is missing", async () => {
  await expect(node.loadWeights(encoder, "http://127.0.0.1:1/weights.h5")).rejects.toMatchObject({
    name: "PackageMissingError",
    message: "Downloading weights needs @faceseg/download: npm i @faceseg/download",
  });
});
