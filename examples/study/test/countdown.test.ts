import { countdown } from "../src/run/countdown.ts";

function shown(total: number, isTTY: boolean): string[] {
  const lines: string[] = [];
  const tick = countdown("U-Net", total, { isTTY, write: (text) => lines.push(String(text)) > 0 });
  for (let i = 0; i < total; i++) tick();
  return lines;
}

describe("countdown(label, total)", () => {
  test("writes ten lines at most into a file, with what is left", () => {
    const lines = shown(200, false);
    expect(lines).toHaveLength(10);
    expect(lines[4]).toMatch(/^U-Net {2}image 100\/200 {2}left \d+ s\n$/);
    expect(shown(3, false)).toHaveLength(3);
  });

  test("overwrites one line of a terminal, and ends it", () => {
    const lines = shown(20, true);
    expect(lines).toHaveLength(20);
    expect(lines.every((line) => line.startsWith("\r\u001b[2KU-Net  image "))).toBe(true);
    expect(lines.filter((line) => line.endsWith("\n"))).toEqual([lines[19]]);
  });
});
