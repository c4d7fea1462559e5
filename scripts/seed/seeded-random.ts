const STATE_WORDS = 624;
const SHIFT = 397;
const UPPER_BIT = 0x80000000;
const LOWER_BITS = 0x7fffffff;
const TWIST = 0x9908b0df;

/**
 * Repeatable randomness for the work sets of the bench: the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998),
 * seeded by one whole number from 0 to 2^32 - 1 and read 53 bits at a time. Other languages carry the same generator, so a
 * work set made here equals, byte for byte, the one made elsewhere from the same seed.
 */
export class SeededRandom {
  readonly #words = new Uint32Array(STATE_WORDS);
  #next = STATE_WORDS;

  constructor(seed: number) {
    this.#fill(19_650_218);
    this.#mix(seed >>> 0);
  }

  /** A number from 0 (included) to 1 (not included). */
  unit(): number {
    const high = this.#word() >>> 5;
    const low = this.#word() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  /** A whole number from low to high, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.unit() < share;
  }

  pick<T>(list: readonly T[]): T {
    return list[Math.floor(this.unit() * list.length)]!;
  }

  /** A log-normal draw by Box and Muller: `mean` and `spread` of the logarithm. */
  logNormal(mean: number, spread: number): number {
    const radius = Math.max(this.unit(), 1e-12);
    const angle = this.unit();
    return Math.exp(mean + spread * Math.sqrt(-2 * Math.log(radius)) * Math.cos(2 * Math.PI * angle));
  }

  #fill(seed: number): void {
    this.#words[0] = seed;
    for (let at = 1; at < STATE_WORDS; at += 1) {
      const before = this.#words[at - 1]!;
      this.#words[at] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + at;
    }
  }

  // The published seeding by a key of one word: two passes over the state, so that seeds 1 and 2 have nothing in common.
  #mix(key: number): void {
    let at = 1;
    const step = (factor: number, added: number) => {
      const before = this.#words[at - 1]!;
      this.#words[at] = (this.#words[at]! ^ Math.imul(before ^ (before >>> 30), factor)) + added;
      at += 1;
      if (at < STATE_WORDS) return;
      this.#words[0] = this.#words[STATE_WORDS - 1]!;
      at = 1;
    };
    for (let pass = 0; pass < STATE_WORDS; pass += 1) step(1_664_525, key);
    for (let pass = 1; pass < STATE_WORDS; pass += 1) step(1_566_083_941, -at);
    this.#words[0] = UPPER_BIT;
  }

  #word(): number {
    if (this.#next >= STATE_WORDS) this.#twist();
    let word = this.#words[this.#next]!;
    this.#next += 1;
    word ^= word >>> 11;
    word ^= (word << 7) & 0x9d2c5680;
    word ^= (word << 15) & 0xefc60000;
    return (word ^ (word >>> 18)) >>> 0;
  }

  #twist(): void {
    const words = this.#words;
    for (let at = 0; at < STATE_WORDS; at += 1) {
      const joined = (words[at]! & UPPER_BIT) | (words[(at + 1) % STATE_WORDS]! & LOWER_BITS);
      words[at] = words[(at + SHIFT) % STATE_WORDS]! ^ (joined >>> 1) ^ (joined & 1 ? TWIST : 0);
    }
    this.#next = 0;
  }
}
