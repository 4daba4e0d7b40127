import { readJson, writeJson } from "@faceseg/evaluation/node";
import type { z } from "zod";

/** The content of a finished piece of work; does the work first when its file is missing or about something else. */
export async function once<T extends z.ZodType>(
  path: string,
  schema: T,
  work: () => Promise<z.infer<T>>,
  isCurrent: (old: z.infer<T>) => boolean = () => true,
): Promise<z.infer<T>> {
  const old = await readJson(path, schema);
  if (old !== undefined && isCurrent(old)) return old;
  const made = await work();
  await writeJson(path, made);
  return made;
}
