import { lapa11, taxonomyNotes } from "@faceseg/image";

/** Classes and range of a network, for those who open its file. */
export const notes = { ...taxonomyNotes(lapa11), inputRange: [0, 1] };
