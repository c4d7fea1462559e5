const IPV6_GROUPS_KEPT = 4;

/**
 * The part of a network address attempts are counted by: an IPv4 address as it is, an IPv6 address as its /64, since one
 * household holds all of that and could otherwise make each attempt from a new one.
 */
export function addressNetwork(address: string): string {
  const plain = address.trim().toLowerCase();
  if (!plain) return 'unknown';
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1]) return mapped[1];
  if (!plain.includes(':')) return plain;
  return expandGroups(plain.split('%')[0] ?? '')
    .slice(0, IPV6_GROUPS_KEPT)
    .join(':');
}

function expandGroups(address: string): string[] {
  const [head = '', tail] = address.split('::', 2);
  const left = head ? head.split(':') : [];
  const right = tail ? tail.split(':') : [];
  const missing = tail === undefined ? 0 : Math.max(0, 8 - left.length - right.length);
  return [...left, ...Array<string>(missing).fill('0'), ...right].map((group) => group.replace(/^0+(?=.)/, ''));
}
