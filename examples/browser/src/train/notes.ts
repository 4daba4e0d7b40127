import { lapa11 } from "@faceseg/image";

/** Names, colors and range of a network, for those who open its file. */
export const notes = {
  classes: lapa11.classes.map(({ name }) => name),
  colors: lapa11.classes.map(({ color }) => color),
  inputRange: [0, 1],
};
