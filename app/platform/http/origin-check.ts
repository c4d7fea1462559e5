const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Vendors post here from their own machines; each of these routes verifies a signature instead. */
const SIGNED_PREFIX = '/webhooks/';

export type OriginRefusal = 'foreign-site' | 'foreign-origin' | 'no-origin';

/**
 * Why a request that may change something must not run, or null. Two independent witnesses, both set by the browser and
 * out of a page's reach: Sec-Fetch-Site must say same-origin where it is sent, and Origin must be ours where it is sent.
 * A request with neither is no browser's form and is refused as well.
 * `publicOrigin` is the address people reach us at; null (demo) means whatever host the request itself names.
 */
export function originRefusal(request: Request, publicOrigin: string | null): OriginRefusal | null {
  if (READS.has(request.method)) return null;
  const url = new URL(request.url);
  if (url.pathname.startsWith(SIGNED_PREFIX)) return null;

  const site = request.headers.get('Sec-Fetch-Site');
  if (site !== null && site !== 'same-origin') return 'foreign-site';

  const origin = request.headers.get('Origin');
  if (origin === null) return site === null ? 'no-origin' : null;
  // "null" comes from pages that send no referrer. Only the other witness can then vouch for the request.
  if (origin === 'null') return site === 'same-origin' ? null : 'foreign-origin';
  return isOwn(origin, url, publicOrigin) ? null : 'foreign-origin';
}

function isOwn(origin: string, url: URL, publicOrigin: string | null): boolean {
  if (!URL.canParse(origin)) return false;
  if (publicOrigin !== null) return new URL(origin).origin === publicOrigin;
  return new URL(origin).host === url.host;
}
