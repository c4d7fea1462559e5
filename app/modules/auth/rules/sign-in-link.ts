import { digest } from './digest.ts';

/** A link and its code work for ten minutes, counted from the moment the mail was written. */
export const SIGN_IN_LINK_MS = 10 * 60_000;
/** The browser that asked may use its link again for a quarter of an hour: a lost page, a back button. */
const SIGN_IN_AGAIN_MS = 15 * 60_000;
/** Wrong codes one link bears. */
export const CODE_ATTEMPTS_MAX = 5;

export type SignInLinkTimes = { expiresAt: Date; usedAt: Date | null };

/** Whether a link may be used now. `sameBrowser` says whether the browser that presents it is the one that asked. */
export function signInLinkState(
  { expiresAt, usedAt }: SignInLinkTimes,
  { sameBrowser }: { sameBrowser: boolean },
  now: Date,
): 'ready' | 'used' | 'expired' {
  if (usedAt) return sameBrowser && now.getTime() < usedAt.getTime() + SIGN_IN_AGAIN_MS ? 'ready' : 'used';
  return now < expiresAt ? 'ready' : 'expired';
}

/**
 * A code has a million values, so its digest alone hides little from a thief of the table. It opens nothing without the
 * cookie of the browser that asked, of which the table holds a digest of 256 bits.
 */
export const codeDigest = (linkId: string, code: string): string => digest(`${linkId}:${code.replaceAll(/\s/g, '')}`);
