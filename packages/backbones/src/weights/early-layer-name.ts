/**
 * The name of a layer of MobileNetV2 in the files that Keras publishes. They are older than the layer names in Keras's
 * code; Keras itself loads them by position.
 */
export function earlyLayerName(layer: string): string {
  const [, block = "0", part, batchNorm] =
    /^(?:expanded_conv|block_(\d+))_(expand|depthwise|project)(_BN)?$/.exec(layer) ?? [];
  if (part === undefined) return layer;
  return batchNorm ? `bn${block}_conv_${block}_bn_${part}` : `mobl${block}_conv_${block}_${part}`;
}
