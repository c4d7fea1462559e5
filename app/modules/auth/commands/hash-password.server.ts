import { hash, verify } from '@node-rs/argon2';

/** Argon2id (the library's algorithm unless told otherwise) with 19 MiB, two passes, one lane: the least OWASP advises. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), COST);

let nobodysHash: Promise<string> | undefined;

/** Does the same work for a person who does not exist, so that the answer's duration does not tell. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  nobodysHash ??= hashPassword('the password of nobody');
  const matches = await verify(stored ?? (await nobodysHash), password.normalize('NFKC'), COST);
  return stored !== null && matches;
}
