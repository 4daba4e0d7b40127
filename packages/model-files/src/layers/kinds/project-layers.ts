import { number, type Setting, whole } from "../settings/setting.ts";
import type { LayerKind } from "./layer-kind.ts";
import { registered } from "./registered-layer.ts";
import { resizing } from "./sizes.ts";

/** The Python module of the layers that Keras has no like of: `python/faceseg_layers.py` of this package. */
const projectModule = "faceseg_layers";

/** A layer of @faceseg/backbones that Keras lacks, with the settings of its own. */
const own = (name: string, settings: Readonly<Record<string, Setting>> = {}): LayerKind => ({
  keras: name,
  tfjs: `Faceseg${name}`,
  module: projectModule,
  make: (args) => registered(`Faceseg${name}`, args),
  settings,
});

/** Layers of @faceseg/backbones, but for dilated convolutions, which stand with Keras's. */
export const projectLayers: readonly LayerKind[] = [
  {
    keras: "Resizing",
    tfjs: "FacesegBilinearUpsampling",
    settings: resizing,
    fromTfjs: (config) => {
      const [height, width] = config["size"] as [number, number];
      return { height, width, interpolation: "bilinear" };
    },
  },
  own("AdaptiveAveragePooling", { bins: whole(1) }),
  own("MaxPoolWithArgmax"),
  own("MaxUnpool"),
  own("AuxiliaryLoss", { weight: number }),
  own("CaffeInput"),
];
