const LETTERS = 'abcdefghijklmnopqrstuvwxyz234567';
/** 160 bits: 32 letters that survive being written in capitals. */
const TOKEN_BYTES = 20;
const TOKEN = /^[a-z2-7]{32}$/;

/** The token a digest makes; 20 bytes of it count. */
export function tokenFrom(digest: Uint8Array): string {
  let bits = 0n;
  for (const byte of digest.slice(0, TOKEN_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let left = 0; left < (TOKEN_BYTES * 8) / 5; left += 1) {
    text = `${LETTERS[Number(bits & 31n)]}${text}`;
    bits >>= 5n;
  }
  return text;
}

export const replyAddressOf = (token: string, domain: string): string => `reply+${token}@${domain}`;

/** Every token that stands in addresses of the domain, each once. What only looks like one is none. */
export function tokensIn(addresses: readonly string[], domain: string): string[] {
  const wanted = domain.toLowerCase();
  const tokens = addresses.flatMap((address) => {
    const [local = '', host = '', ...more] = bareAddress(address).toLowerCase().split('@');
    const token = local.startsWith('reply+') ? local.slice('reply+'.length) : '';
    return host === wanted && more.length === 0 && TOKEN.test(token) ? [token] : [];
  });
  return [...new Set(tokens)];
}

/** The address in `Name <address>`, or the text itself. */
export function bareAddress(text: string): string {
  const begin = text.lastIndexOf('<');
  const end = text.indexOf('>', begin);
  return (begin >= 0 && end > begin ? text.slice(begin + 1, end) : text).trim();
}

/** The name in `Name <address>` without its quotes; empty where there is none. */
export function nameBefore(text: string): string {
  const begin = text.lastIndexOf('<');
  if (begin < 0) return '';
  return text
    .slice(0, begin)
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replaceAll(/\\(["\\])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
