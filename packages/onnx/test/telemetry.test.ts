import { execFile } from "node:child_process";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { loadRuntime } from "../src/index.ts";

const entry = fileURLToPath(new URL("../src/internal.ts", import.meta.url));

/** Runs a session in a process of its own; the library's telemetry leaves a log file named after the process. */
async function logsOfTelemetry(): Promise<string[]> {
  const place = await mkdtemp(join(tmpdir(), "telemetry-"));
  const script = `import { probeChannelBlock } from ${JSON.stringify(entry)}; await probeChannelBlock(); console.log(process.pid)`;
  const args = ["--import", "tsx", "--conditions=@faceseg/source", "--input-type=module", "--eval", script];
  const { ORT_DISABLE_TELEMETRY: _, ...clean } = process.env;
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...clean, TMPDIR: place },
  });
  const names = [...(await readdir(place)), ...(await readdir("/tmp"))];
  await rm(place, { recursive: true });
  return names.filter((name) => name.includes(`mat-debug-${stdout.trim()}.`));
}

const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("loadRuntime() switches ONNX Runtime's telemetry off before it starts", async () => {
  expect(await logsOfTelemetry()).toEqual([]);
});

test("loadRuntime() leaves ORT_DISABLE_TELEMETRY as the user set it", async () => {
  const before = process.env["ORT_DISABLE_TELEMETRY"];
  process.env["ORT_DISABLE_TELEMETRY"] = "yes";
  await loadRuntime("onnxruntime-web");
  expect(process.env["ORT_DISABLE_TELEMETRY"]).toBe("yes");
  if (before === undefined) delete process.env["ORT_DISABLE_TELEMETRY"];
  else process.env["ORT_DISABLE_TELEMETRY"] = before;
});
