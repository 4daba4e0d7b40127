import { cos as cosine, sin as sine } from "@faceseg/image/paint";
import type { View } from "./description.ts";

/** The turn of a head, and the way from an image into its frames. */
export interface Pose {
  readonly sin: number;
  readonly cos: number;
  /** Downward shift of a point for each unit that it lies in front of the head's axis. */
  readonly nod: number;
  readonly sinRoll: number;
  readonly cosRoll: number;
  readonly center: readonly [number, number];
  readonly span: number;
}

export function createPose(view: View): Pose {
  return {
    sin: sine(view.yaw),
    cos: cosine(view.yaw),
    nod: sine(view.pitch),
    sinRoll: sine(view.roll),
    cosRoll: cosine(view.roll),
    center: view.center,
    span: view.span,
  };
}

/** Turns a direction of the image (x right, y down, z to the viewer) into the head's own frame. */
export function intoHead(pose: Pose, direction: readonly [number, number, number]): [number, number, number] {
  const [x, y, z] = direction;
  const u = x * pose.cosRoll + y * pose.sinRoll;
  const v = -x * pose.sinRoll + y * pose.cosRoll;
  return [u * pose.cos - z * pose.sin, v + pose.nod * z, u * pose.sin + z * pose.cos];
}
