import type { FaceFrame } from "./face-frame.ts";
import type { Thing } from "./thing.ts";

/** Places of the face that are looked at, at most; a share of 0.2 is then known to 0.006. */
const most = 4000;
const steps = 14;

/** The thing at the extent at which it covers a share of the face, found by halving. */
export function fit(at: (extent: number) => Thing, { places }: FaceFrame, share: number): Thing {
  const count = places.length / 2;
  const stride = Math.max(1, count / most);
  const covered = ({ distance }: Thing) => {
    let [seen, inside] = [0, 0];
    for (let place = stride / 2; place < count; place += stride, seen++) {
      const index = 2 * Math.floor(place);
      if (distance(places[index] as number, places[index + 1] as number) < 0) inside++;
    }
    return inside / seen;
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < steps; step++) {
    const middle = (low + high) / 2;
    if (covered(at(middle)) < share) low = middle;
    else high = middle;
  }
  return at((low + high) / 2);
}
