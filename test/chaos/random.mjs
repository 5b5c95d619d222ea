// Chance that a seed decides: the same seed plans the same faults and lets the same people want the same things.

/** Mulberry32: small, fast, and good enough to choose what to break. */
export class Chance {
  #state;

  constructor(seed) {
    this.#state = seed >>> 0;
  }

  /** From 0 to below 1. */
  next() {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  below(limit) {
    return Math.floor(this.next() * limit);
  }

  between(least, most) {
    return least + this.next() * (most - least);
  }

  oneOf(list) {
    return list[this.below(list.length)];
  }

  isLikely(probability) {
    return this.next() < probability;
  }

  /** One of the names, as often as its weight says. */
  weighted(weights) {
    const entries = Object.entries(weights);
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of entries) {
      left -= weight;
      if (left < 0) return name;
    }
    return entries.at(-1)[0];
  }

  /** Another stream of chance, so that one who draws more doesn't change what others draw. */
  fork(name) {
    let seed = this.#state;
    for (const character of name) seed = Math.imul(seed ^ character.codePointAt(0), 0x01000193);
    return new Chance(seed);
  }
}
