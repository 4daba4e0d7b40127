import { describeShape } from "../../occluders/shape.ts";
import { between, type Occlusion } from "./thing.ts";

/** A textured shape anywhere on the face, as RandOcc pastes them; larger for a larger share. */
export const randomShape: Occlusion = {
  levels: [0.1, 0.2, 0.3, 0.4, 0.5],
  label: 0,
  describe: ({ places }, random) => {
    const shape = describeShape(random);
    const at = 2 * random.integer(0, places.length / 2 - 1);
    const [middleU, middleV] = [places[at] as number, places[at + 1] as number];
    return (extent) => {
      const radius = between(0.1, 4, extent);
      return {
        round: 0.04,
        shadow: 0.1,
        distance: (u, v) => radius * shape.distance((u - middleU) / radius, (v - middleV) / radius),
        paint: (u, v, look) => shape.paint((u - middleU) / radius, (v - middleV) / radius, look),
      };
    };
  },
};
