import type { MobileNetV2Options, NetworkOptions } from "@faceseg/backbones";

/** Options of the 2025 study's networks on MobileNetV2: those of every network, and the encoder's width multiplier. */
export type StudyOptions = NetworkOptions & Pick<MobileNetV2Options, "alpha">;
