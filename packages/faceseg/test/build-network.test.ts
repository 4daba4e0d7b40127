import { buildPspnet } from "@faceseg/pspnet";
import { buildSegnet } from "@faceseg/segnet";
import { buildUnet } from "@faceseg/unet";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import { buildNetwork, type NetworkName, networkNames } from "../src/index.ts";

const options = { inputShape: [32, 64, 3] as const, numClasses: 3, alpha: 0.35, width: 0.125, seed: 1 };
const builders = { unet: buildUnet, pspnet: buildPspnet, segnet: buildSegnet };

test("networkNames are the networks", () => {
  expect(networkNames).toEqual(Object.keys(builders));
});

test.each(networkNames)("buildNetwork(%j, options) builds what its own builder builds", (name) => {
  const describe = (model: LayersModel) => {
    const weights = model.getWeights().map((weight) => [...weight.dataSync()]);
    const description = { config: model.getConfig(), weights };
    model.dispose();
    return description;
  };
  expect(describe(buildNetwork(name, options))).toEqual(describe(builders[name](options)));
});

test("buildNetwork(name, options) passes the network's own options on, and refuses those of others", () => {
  const model = buildNetwork("segnet", { ...options, unpooling: "bilinear" });
  expect(model.getLayer("decoder_1_unpool").getClassName()).toBe("FacesegBilinearUpsampling");
  model.dispose();
  expect(() => buildNetwork("unet", { ...options, unpooling: "bilinear" } as never)).toThrow(
    /^Expected options of `buildUnet` to be among .*, got `unpooling`$/,
  );
});

test.each(["vnet", "toString", ""])("buildNetwork(%j, options) lists the networks", (name) => {
  expect(() => buildNetwork(name as NetworkName, options)).toThrow(
    new RangeError(`Expected \`name\` to be one of "unet", "pspnet", "segnet", got ${JSON.stringify(name)}`),
  );
});
