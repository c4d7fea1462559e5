import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const IV_BYTES = 12;
const TAG_BYTES = 16;

const keyOf = (secret: string): Buffer => createHash('sha256').update(`tallystick sealed mail ${secret}`).digest();

/** Encrypts and authenticates text (AES-256-GCM) for the subject it belongs to; base64. */
export function seal(text: string, of: { readonly secret: string; readonly subject: string }): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyOf(of.secret), iv);
  cipher.setAAD(Buffer.from(of.subject));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

/** The text again; null when the secret changed, the subject is another, or a bit was. */
export function unseal(sealed: string, of: { readonly secret: string; readonly subject: string }): string | null {
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(of.secret), bytes.subarray(0, IV_BYTES));
  decipher.setAAD(Buffer.from(of.subject));
  decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
