// Figures of one interval, and the median of several.

/** Collects what came of payments; only posted ones count. */
export class Tally {
  latencies = [];
  refused = 0;
  firstRefusal;

  posted(milliseconds) {
    this.latencies.push(milliseconds);
  }

  notPosted(why) {
    this.refused += 1;
    this.firstRefusal ??= why;
  }

  /** @param seconds from the first request to the last answer */
  figures(seconds) {
    const sorted = Float64Array.from(this.latencies).sort();
    const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
    return {
      payments: sorted.length,
      refused: this.refused,
      first_refusal: this.firstRefusal,
      seconds,
      tps: sorted.length / seconds,
      p50_ms: at(0.5),
      p99_ms: at(0.99),
    };
  }
}

export function median(values) {
  const sorted = values.filter((value) => value !== undefined).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Of each figure that the rounds gave, the median. */
export function medianFigures(rounds) {
  const names = Object.keys(rounds[0] ?? {}).filter((name) => typeof rounds[0][name] === 'number');
  return Object.fromEntries(names.map((name) => [name, median(rounds.map((one) => one[name]))]));
}
