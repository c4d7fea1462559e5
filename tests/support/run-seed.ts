/** The seed of this run: the one that `npm test` printed, or the one given to repeat a run. */
export function runSeed(): number {
  const seed = Number(process.env.TALLYSTICK_SEED ?? 1);
  if (!Number.isInteger(seed)) throw new Error('TALLYSTICK_SEED is a whole number.');
  return seed;
}
