/** The most an address may hold (RFC 5321, 4.5.3.1). */
const ADDRESS_MAX = 254;
const ADDRESS =
  /^[^\s<>()[\],;:\\"@]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/;

/** True for a plain address that can be written to: `name@example.com`. Says nothing about whether it exists. */
export function isMailAddress(text: string): boolean {
  return text.length <= ADDRESS_MAX && !hasControl(text) && ADDRESS.test(text);
}

/**
 * `Name <address>` with the name quoted where it must be, so that a name from a form can neither add an address nor a
 * header. Control characters (line breaks among them) become spaces.
 */
export function formatMailbox(name: string, address: string): string {
  const calm = [...name]
    .map((character) => (hasControl(character) ? ' ' : character))
    .join('')
    .trim();
  if (calm === '') return address;
  const plain = /^[\p{L}\p{N} '’&+-]+$/u.test(calm);
  return `${plain ? calm : `"${calm.replace(/["\\]/g, '\\$&')}"`} <${address}>`;
}

/** True for a bare address or `Name <address>` on one line. */
export function isMailbox(text: string): boolean {
  if (hasControl(text)) return false;
  const named = /^(?:"(?:[^"\\]|\\.)*"|[^"<>@,;]*)\s*<([^<>]+)>$/.exec(text.trim());
  return isMailAddress(named?.[1] ?? text.trim());
}

/** Control characters and the Unicode line separators: nothing of them belongs in a header. */
export function hasControl(text: string): boolean {
  return /[\p{Cc}\u2028\u2029]/u.test(text);
}
