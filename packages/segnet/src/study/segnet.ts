import { finishNetwork, type NetworkOptions, resolveNetworkOptions, scaleFilters } from "@faceseg/backbones";
import { input, type LayersModel, model } from "@tensorflow/tfjs-layers";
import { decoder, head } from "./decoder.ts";
import { encoder } from "./encoder.ts";

/**
 * The study's "SegNet": an encoder of 64, 128, 256, 512 and 512 filters with max pooling and a decoder of 512, 512, 256,
 * 128 and 64 filters (all times `width`) that repeats pixels and concatenates the encoder's tensors. It has neither the
 * pooling indices of SegNet nor a pretrained backbone.
 */
export function buildStudySegnet(options: NetworkOptions): LayersModel {
  const resolved = resolveNetworkOptions(options);
  const { inputShape, numClasses, width, bnMomentum, softmax } = resolved;
  const wide = (filters: number) => scaleFilters(filters, width);
  const image = input({ shape: [...inputShape], name: "input" });
  const { bridge, skips } = encoder(image, [64, 128, 256, 512, 512].map(wide), bnMomentum);
  const decoded = decoder(bridge, skips.reverse(), [512, 512, 256, 128, 64].map(wide), bnMomentum);
  const network = model({ name: "segnet", inputs: image, outputs: head(decoded, numClasses, softmax) });
  return finishNetwork(network, resolved);
}
