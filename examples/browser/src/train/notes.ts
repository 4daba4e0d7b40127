import { classes } from "@faceseg/image";

/** Names, colours and range of a network, for those who open its file. */
export const notes = {
  classes: classes.map(({ name }) => name),
  colours: classes.map(({ color }) => color),
  inputRange: [0, 1],
};
