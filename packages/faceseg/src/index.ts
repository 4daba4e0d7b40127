export {
  buildNetwork,
  type NetworkName,
  type NetworkOptionsByName,
  networkNames,
} from "./build-network.ts";
