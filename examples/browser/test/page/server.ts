// Builds the page with a small network in the place of the trained one, serves it, and sends its address.
//
//   node --import tsx --conditions=@faceseg/source test/page/server.ts <folder for what is built>
import "@tensorflow/tfjs-backend-cpu";
import { cp, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportOnnx } from "@faceseg/onnx";
import { build, preview } from "vite";
import { colorNetwork } from "../../../../packages/segmenter/test/painted.ts";
import { notes } from "../../src/train/notes.ts";
import { side } from "./photo.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const [folder] = process.argv.slice(2);
if (!folder) throw new Error("Expected a folder for what is built, got none");

const publicDir = join(folder, "public");
const outDir = join(folder, "dist");
await mkdir(join(publicDir, "models"), { recursive: true });
await cp(join(root, "public/icon.svg"), join(publicDir, "icon.svg"));
await writeFile(join(publicDir, "models/faceseg.onnx"), exportOnnx(colorNetwork(side), { metadata: notes }));

await build({ root, publicDir, logLevel: "error", build: { outDir, emptyOutDir: true } });
const { httpServer } = await preview({
  root,
  logLevel: "error",
  build: { outDir },
  preview: { port: 0, host: "127.0.0.1" },
});
const { port } = httpServer.address() as { port: number };
process.send?.(`http://127.0.0.1:${port}/`);
