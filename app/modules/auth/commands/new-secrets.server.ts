import { randomBytes, randomInt } from 'node:crypto';

const TOKEN_BYTES = 32;
const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;
const CODE_DIGITS = 6;
/** Crockford's letters: none that is read as another. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** 256 random bits for a link or a cookie, safe in a path. */
export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('base64url');

/** Six digits for a person to type. Worth little alone: it is bound to the browser that asked and to five tries. */
export const newCode = (): string => String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');

/** Ten codes of 80 random bits in four groups, shown once. */
export const newRecoveryCodes = (): string[] => Array.from({ length: RECOVERY_CODES }, newRecoveryCode);

function newRecoveryCode(): string {
  const bits = [...randomBytes(RECOVERY_BYTES)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  const letters = (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('');
  return (letters.match(/.{4}/g) ?? []).join('-');
}
