/** One request's answer to: which scripts may run, and where may a form go. */
export type PagePolicy = {
  /** Fresh for every answer; only tags that carry it run. */
  nonce: string;
  /** Origins a posted form may be redirected to: the hosted checkout. Chromium applies form-action to the redirect too. */
  formActionOrigins: readonly string[];
  /** Development only: the module reloader speaks over a web socket. */
  development?: boolean;
};

/** Content-Security-Policy of a page. Nothing is allowed that a page of ours does not use. */
export function pagePolicy({ nonce, formActionOrigins, development = false }: PagePolicy): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "manifest-src 'self'",
    // Our own answers alone, and of those only the ones that let themselves be framed: a mail shown as it is sent.
    "frame-src 'self'",
    ['form-action', "'self'", ...formActionOrigins].join(' '),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

/** Content-Security-Policy of everything that is not a page: it may do nothing, even if opened as one. */
export const INERT_POLICY = "default-src 'none'; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

const HSTS_ONE_YEAR = 'max-age=31536000; includeSubDomains';

// same-origin, not no-referrer: with no-referrer browsers post forms with "Origin: null", and links that hold a token
// leave the site in neither case.
const ALWAYS: readonly (readonly [string, string])[] = [
  ['X-Content-Type-Options', 'nosniff'],
  ['X-Frame-Options', 'DENY'],
  ['Referrer-Policy', 'same-origin'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Origin-Agent-Cluster', '?1'],
  ['X-Permitted-Cross-Domain-Policies', 'none'],
  [
    'Permissions-Policy',
    'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), payment=(), usb=()',
  ],
];

export type SecureHeaderOptions = {
  /** Leave out for answers that are not pages: they get the inert policy unless they carry their own. */
  page?: PagePolicy;
  requestId: string;
  /** Only where the site is reached over https. */
  hsts: boolean;
};

/**
 * Puts the security headers on an answer. A page's policy always wins; otherwise a header the answer set itself stays.
 * Every answer is `no-store` unless it says how it may be kept: nearly all of them are about one person's money.
 */
export function secureHeaders(headers: Headers, { page, requestId, hsts }: SecureHeaderOptions): void {
  const setDefault = (name: string, value: string) => {
    if (!headers.has(name)) headers.set(name, value);
  };
  if (page) headers.set('Content-Security-Policy', pagePolicy(page));
  else setDefault('Content-Security-Policy', INERT_POLICY);
  for (const [name, value] of ALWAYS) setDefault(name, value);
  setDefault('Cache-Control', 'no-store');
  if (hsts) headers.set('Strict-Transport-Security', HSTS_ONE_YEAR);
  headers.set('X-Request-Id', requestId);
}
