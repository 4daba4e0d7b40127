import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { lapa11 } from "@faceseg/image";
import sharp from "sharp";

test("quickstart.ts <file> <size> <faces> trains a network and draws the mask of an unseen face", async () => {
  const folder = await mkdtemp(join(tmpdir(), "quickstart-"));
  try {
    const file = join(folder, "mask.png");
    const script = fileURLToPath(new URL("../src/quickstart.ts", import.meta.url));
    const node = ["--import", "tsx", "--conditions=@faceseg/source", script, file, "32", "16"];
    const { stdout } = await promisify(execFile)(process.execPath, node);
    expect(stdout).toBe(`${file}: 32 x 32 pixels in the colors of 11 parts, trained by onnxruntime\n`);

    const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ format: "raw", width: 32, height: 32, channels: 3 });
    const colors = new Set(lapa11.classes.map(({ color }) => color.join()));
    for (let i = 0; i < data.length; i += 3) expect(colors).toContain(data.subarray(i, i + 3).join());
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);
