/// <reference types="node" />
import { readdir, stat } from "node:fs/promises";
import { basename, join, relative } from "node:path";
// By name, not by path: the two entries are bundled apart, and there must be one class of errors.
import { ModelFileError } from "@faceseg/model-files";

/**
 * The model that a folder stands for: its `model.json`; else the `model.onnx` in it or in its folder `onnx`; else the only
 * other .onnx file there.
 *
 * @throws {ModelFileError} listing the .onnx files where there are several, or for a folder without a model.
 */
export async function modelInFolder(folder: string): Promise<string> {
  const json = join(folder, "model.json");
  if (await stat(json).catch(() => undefined)) return json;
  const found = [...(await onnxFilesIn(folder)), ...(await onnxFilesIn(join(folder, "onnx")))];
  const standard = found.filter((file) => basename(file) === "model.onnx");
  for (const [file, ...others] of [standard, found])
    if (file !== undefined && others.length === 0) return file;
  const list = found.map((file) => relative(folder, file)).join(", ");
  throw new ModelFileError(
    `Expected a model.json or one .onnx file in the folder, found ${list === "" ? "neither" : `${list}; give the path of one`}`,
    { file: folder },
  );
}

async function onnxFilesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name.toLowerCase().endsWith(".onnx"))
    .sort()
    .map((name) => join(folder, name));
}
