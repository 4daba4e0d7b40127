import { meanIou } from "@faceseg/metrics";
import { csvFormat } from "d3-dsv";
import type { Analysis } from "../analysis/analysis.ts";

type Line = Record<string, string | number | null>;

/** `scores.csv`: one line a network, seed and set of images, and one a combination. */
export function scoresCsv({ results, sets }: Analysis): string {
  const lines = sets.flatMap(({ set, scored }) =>
    scored.flatMap(({ network, trainings, bySeed }) =>
      bySeed.map(({ seed, scores }): Line => {
        const training = trainings.find((one) => one.seed === seed);
        return {
          set,
          name: network.name,
          label: network.label,
          group: network.group,
          seed,
          mean_iou: scores.meanIou,
          mean_f1: scores.meanF1,
          weighted_iou: scores.weightedIou,
          pixel_accuracy: scores.pixelAccuracy,
          parameters: network.architecture?.parameters ?? null,
          macs: network.architecture?.macs ?? null,
          ms_p50: training?.test.latency?.p50 ?? null,
          ms_p90: training?.test.latency?.p90 ?? null,
        };
      }),
    ),
  );
  const [test] = sets;
  const combinations = results.combinations.map(
    ({ name, label, kind }): Line => ({
      set: "test",
      name,
      label,
      group: kind,
      mean_iou: test?.certainty.of(name)[0]?.value ?? null,
      mean_f1: test?.certainty.of(name)[1]?.value ?? null,
    }),
  );
  return csv([...lines, ...combinations]);
}

/** `per-class.csv`: one line a network, set and class, with the interval of its IoU; means over the seeds. */
export function perClassCsv({ results, sets }: Analysis): string {
  return csv(
    sets.flatMap(({ set, scored, certainty }) =>
      scored.flatMap(({ network, scores }) =>
        results.classes.map(({ id, name }): Line => {
          const interval = certainty.of(network.name)[2 + id];
          return {
            set,
            name: network.name,
            class: name,
            pixel_share: scores.share[id] ?? null,
            iou: scores.iou[id] ?? null,
            iou_low: interval?.low ?? null,
            iou_high: interval?.high ?? null,
            f1: scores.f1[id] ?? null,
          };
        }),
      ),
    ),
  );
}

/** `robustness.csv`: one line a network, seed and condition, then one a combination and condition. */
export function robustnessCsv({ results }: Analysis): string {
  const numClasses = results.classes.length;
  return csv(
    [...results.networks, ...results.combinations.map((one) => ({ ...one, seed: null }))].flatMap(
      ({ name, seed, robustness }) =>
        (robustness ?? []).map(
          ({ family, kind, severity, counts, amodal }): Line => ({
            name,
            seed,
            family,
            kind,
            severity,
            mean_iou: meanIou({ numClasses, counts }),
            mean_iou_amodal: amodal && meanIou({ numClasses, counts: amodal }),
          }),
        ),
    ),
  );
}

/** `costs.csv`: one line a network, seed and engine. */
export function costsCsv({ results }: Analysis): string {
  return csv(
    results.networks.flatMap(({ name, seed, costs }) =>
      (costs?.engines ?? []).map(
        ({ engine, p50, p90, throughput, startMs, peakRssBytes }): Line => ({
          name,
          seed,
          engine,
          ms_p50: p50,
          ms_p90: p90,
          images_per_second: throughput,
          start_ms: startMs,
          peak_rss_bytes: peakRssBytes,
        }),
      ),
    ),
  );
}

/** `files.csv`: one line a network, seed and format of its file, with the score where the file was tested. */
export function filesCsv({ results, stored }: Analysis): string {
  return csv(
    results.networks.flatMap(({ name, seed, key, costs }) => {
      const forms = (stored.get(key) ?? []).map(({ precision, ...form }) => ({
        format: `ONNX, ${precision}`,
        ...form,
      }));
      const untested = (costs?.files ?? []).filter(
        ({ format }) => !forms.some((form) => form.format === format),
      );
      return [
        ...untested.map(({ format, bytes }): Line => ({ name, seed, format, bytes, mean_iou: null })),
        ...forms.map(
          ({ format, bytes, meanIou: score }): Line => ({ name, seed, format, bytes, mean_iou: score }),
        ),
      ];
    }),
  );
}

/** Absent scores are empty. */
function csv(lines: readonly Line[]): string {
  const clean = lines.map((line) =>
    Object.fromEntries(
      Object.entries(line).map(([name, value]) => [name, Number.isNaN(value) ? null : value]),
    ),
  );
  return `${csvFormat(clean)}\n`;
}
