/** A broken assertion is a bug of ours: it throws, rolls the transaction back and pages someone. Never use it for bad input. */
export class AssertionBroken extends Error {
  override readonly name = 'AssertionBroken';
}

export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new AssertionBroken(message);
}

/** For the last branch of a switch over a closed union: adding a member breaks the build here, not a customer's page. */
export function assertNever(value: never): never {
  throw new AssertionBroken(`unexpected value ${String(value)}`);
}
