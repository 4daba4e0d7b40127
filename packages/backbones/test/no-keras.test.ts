import { model } from "@tensorflow/tfjs-layers";

const { unstable_mockModule } = import.meta.jest as unknown as {
  unstable_mockModule(id: string, make: () => object): void;
};
unstable_mockModule("@faceseg/model-files", () => {
  throw Object.assign(new Error("Cannot find package '@faceseg/model-files' imported from x"), {
    code: "ERR_MODULE_NOT_FOUND",
  });
});
const { loadWeights, mobileNetV2 } = await import("../src/index.ts");

test("loadWeights(model, bytes) names the command that installs @faceseg/model-files where it is missing", async () => {
  const { input, features } = mobileNetV2({ inputShape: [32, 32, 3], alpha: 0.35 });
  const backbone = model({ inputs: input, outputs: features.map(({ tensor }) => tensor) });
  await expect(loadWeights(backbone, new Uint8Array(8))).rejects.toThrow("npm i @faceseg/model-files");
  backbone.dispose();
});
