import { DiskError, writing } from "../src/node/disk-error.ts";

const failing = (code: string) => async () => {
  throw Object.assign(new Error(`${code}: as the system says it`), { code });
};

test("writing(file, work) says of a used-up quota what it is, and keeps the cause", async () => {
  const failed = writing("run/weights.bin", failing("EDQUOT"));
  await expect(failed).rejects.toThrow(
    "Expected to write run/weights.bin, but the quota of the disk is used up (EDQUOT); make room there and resume",
  );
  await expect(failed).rejects.toThrow(DiskError);
  await expect(failed).rejects.toMatchObject({ file: "run/weights.bin", cause: { code: "EDQUOT" } });
});

test("writing(file, work) passes other errors on as they are", async () => {
  await expect(writing("run/weights.bin", failing("ECONNRESET"))).rejects.toThrow(/^ECONNRESET: as/);
  await expect(writing("run/weights.bin", async () => "done")).resolves.toBe("done");
});
