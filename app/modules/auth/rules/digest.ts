import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * SHA-256 in hexadecimal: the only form in which a token, code or cookie is ever stored. Tokens carry 160 bits or more,
 * so there is nothing to guess and neither salt nor a slow function is needed.
 */
export const digest = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Compares two digests without telling by its duration how far they agree. */
export function sameDigest(left: string, right: string): boolean {
  const [a, b] = [Buffer.from(left), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
