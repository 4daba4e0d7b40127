/** A score with three digits; a dash where there is none. */
export function score(value: number): string {
  return Number.isFinite(value) ? value.toFixed(3).replace("-", "−") : "–";
}

/** Milliseconds with about three digits. */
export function milliseconds(value: number): string {
  if (!Number.isFinite(value)) return "–";
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Counts in millions or thousands. */
export function count(value: number): string {
  if (value >= 1e7) return `${(value / 1e6).toFixed(1)} M`;
  if (value >= 1e6) return `${(value / 1e6).toFixed(2)} M`;
  return value >= 1e4 ? `${(value / 1e3).toFixed(0)} k` : String(value);
}

/** Billions of multiply-accumulates. */
export function gmacs(macs: number): string {
  const value = macs / 1e9;
  return value >= 10 ? value.toFixed(1) : value >= 1 ? value.toFixed(2) : value.toFixed(3);
}

/** Bytes as GiB or MiB. */
export function bytes(value: number): string {
  return value >= 2 ** 30 ? `${(value / 2 ** 30).toFixed(2)} GiB` : `${Math.round(value / 2 ** 20)} MiB`;
}

/** Seconds as "1 h 02 min", "3 min 20 s" or "12 s". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  if (whole >= 3600) return `${Math.floor(whole / 3600)} h ${two(Math.floor((whole % 3600) / 60))} min`;
  return whole >= 60 ? `${Math.floor(whole / 60)} min ${two(whole % 60)} s` : `${whole} s`;
}

/** A difference with its sign. */
export function signed(value: number, print: (value: number) => string = score): string {
  if (!Number.isFinite(value)) return "–";
  return `${value > 0 ? "+" : value < 0 ? "−" : ""}${print(Math.abs(value))}`;
}

/** "low to high"; a dash where there is no interval. */
export function interval(low: number, high: number, print: (value: number) => string = score): string {
  return Number.isFinite(low) && Number.isFinite(high) ? `${print(low)} to ${print(high)}` : "–";
}

/** A p-value with three digits; a dash where there is none. */
export function pValue(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return "–";
  return value < 0.001 ? "< .001" : value.toFixed(3).replace(/^0/, "");
}

/** A share of 1 in per cent with one digit. */
export function percent(value: number): string {
  return Number.isFinite(value) ? `${(value * 100).toFixed(1)} %` : "–";
}

/** Names as people list them. */
export function named(names: readonly string[]): string {
  return new Intl.ListFormat("en").format(names);
}
