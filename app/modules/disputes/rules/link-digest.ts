import { createHash } from 'node:crypto';

/** SHA-256: the only form in which the token of a department's link is kept. It carries 256 random bits, so nothing is to be guessed. */
export const linkDigest = (token: string): Buffer => createHash('sha256').update(token).digest();
