import type { layers } from "@tensorflow/tfjs-layers";
import type { JsonObject } from "../../json/parse-json.ts";
import type { Setting } from "../settings/setting.ts";

type Layer = layers.Layer;

/** A layer that Keras and tfjs both know, and compute alike. */
export interface LayerKind {
  /** Its class in Keras. */
  readonly keras: string;
  /** Its class in tfjs, where the name differs. */
  readonly tfjs?: string;
  /** The Python module of its class, where that is not Keras's. */
  readonly module?: string;
  // biome-ignore lint/suspicious/noExplicitAny: each layer takes arguments of its own, which the settings give.
  readonly make?: (args: any) => Layer;
  /** By Keras's name. What a file does not mention is left to the default, which is the same in both. */
  readonly settings: Readonly<Record<string, Setting>>;
  /** Tells kinds with one Keras class apart; the first that fits is taken. */
  readonly ifKeras?: (config: JsonObject) => boolean;
  /** Tells kinds with one tfjs class apart. */
  readonly ifTfjs?: (config: JsonObject) => boolean;
  /** What tfjs's config is in the settings' terms, where it is not the same. Such a kind is written, but not read. */
  readonly fromTfjs?: (config: JsonObject) => JsonObject;
  /** Whether it does something else in training, so that a call with `training=True` is another network. */
  readonly differsInTraining?: boolean;
}
