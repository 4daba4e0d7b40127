import type { FaceDescription } from "@faceseg/data/synthetic";

/** Some of the faces. */
export interface Group {
  readonly name: string;
  holds(face: FaceDescription): boolean;
}

/** Relative luminance of the skin, of its linear light. */
function lightness({ skin }: FaceDescription): number {
  const [red, green, blue] = skin.color;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

const degrees = (angle: number) => Math.abs((angle * 180) / Math.PI);

const between = (name: string, of: (face: FaceDescription) => number, low: number, high: number): Group => ({
  name,
  holds: (face) => of(face) >= low && of(face) < high,
});

const [dark, medium] = [0.15, 0.4];
const yaw = ({ view }: FaceDescription) => degrees(view.yaw);
const roll = ({ view }: FaceDescription) => degrees(view.roll);
/** Side of the image in face units of about 10 cm: small where the face is near. */
const span = ({ view }: FaceDescription) => view.span;

/** By skin tone (luminance), by turn of the head, and by what covers the face. */
export const groups: readonly Group[] = [
  { name: "all", holds: () => true },
  between("dark skin, luminance below .15", lightness, 0, dark),
  between("medium skin, .15 to .40", lightness, dark, medium),
  between("light skin, .40 and above", lightness, medium, 2),
  between("turned to the side by less than 10°", yaw, 0, 10),
  between("by 10° to 20°", yaw, 10, 20),
  between("by 20° or more", yaw, 20, 180),
  between("tilted by less than 10°", roll, 0, 10),
  between("by 10° or more", roll, 10, 180),
  between("near: the image spans less than 34 cm", span, 0, 3.4),
  between("far: 34 cm or more", span, 3.4, 100),
  { name: "with glasses", holds: ({ glasses }) => glasses !== null },
  { name: "with a hat", holds: ({ hat }) => hat !== null },
];
