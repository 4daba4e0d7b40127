/**
 * The name that a layer of MobileNetV2 has in the files Keras publishes. They were written before the layers got the
 * names that Keras's code has now, and Keras itself loads them by position.
 */
export function earlyLayerName(layer: string): string {
  const [, block = "0", part, batchNorm] =
    /^(?:expanded_conv|block_(\d+))_(expand|depthwise|project)(_BN)?$/.exec(layer) ?? [];
  if (part === undefined) return layer;
  return batchNorm ? `bn${block}_conv_${block}_bn_${part}` : `mobl${block}_conv_${block}_${part}`;
}
