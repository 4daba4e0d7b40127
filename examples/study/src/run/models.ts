import type { Dataset } from "@faceseg/data";
import { Panel } from "@faceseg/evaluation";
import { lapa11 } from "@faceseg/image";
import { type LoadedModel, loadLayersModel, loadModel } from "@faceseg/model-files/node";
import type { LayersModel } from "@tensorflow/tfjs-layers";
import type { Config } from "../config/config.ts";
import type { NetworkName } from "../config/network-names.ts";
import { seenBy } from "../data/splits.ts";
import { cells } from "../files/cells.ts";
import type { RunFolder } from "../files/run-folder.ts";
import { networks } from "../networks/network-list.ts";

/** The networks of a run as a gallery needs them. */
export function savedNetworks(folder: RunFolder, config: Config) {
  const nameOf = (key: string) => cells(config).find((cell) => cell.key === key)?.name;
  return {
    network: (key: string): Promise<LoadedModel> => loadModel(folder.model(key)),
    seen: (key: string, dataset: Dataset): Dataset => {
      const name = nameOf(key);
      return name ? seenBy(networks[name], dataset) : dataset;
    },
  };
}

/** The saved networks of the first seed, at the sizes that combinations need. */
export function savedPanel(folder: RunFolder, config: Config): Panel {
  return new Panel({
    size: config.size,
    taxonomy: lapa11,
    load: (name, side) => loadAtSize(name as NetworkName, side, folder, config),
  });
}

async function loadAtSize(
  name: NetworkName,
  side: number,
  folder: RunFolder,
  config: Config,
): Promise<LayersModel> {
  const saved = await loadLayersModel(folder.model(name));
  if (side === config.size) return saved;
  const model = networks[name].build({ ...config, size: side }, lapa11.classes.length, config.seed);
  model.setWeights(saved.getWeights());
  saved.dispose();
  return model;
}
