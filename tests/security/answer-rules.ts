const INERT = /^default-src 'none'/;
const ALWAYS: Readonly<Record<string, RegExp>> = {
  'X-Content-Type-Options': /^nosniff$/,
  'X-Frame-Options': /^DENY$/,
  'Referrer-Policy': /^(same-origin|no-referrer)$/,
  'Cross-Origin-Opener-Policy': /^same-origin$/,
  'Cross-Origin-Resource-Policy': /^same-origin$/,
  'Cache-Control': /no-store/,
  'X-Request-Id': /^[0-9a-f-]{36}$/,
  'Content-Security-Policy': INERT,
};

/** Of a mail shown in a frame of ours: it runs nothing, fetches nothing, and may style itself. */
const FRAMED: Readonly<Record<string, RegExp>> = {
  ...ALWAYS,
  'X-Frame-Options': /^SAMEORIGIN$/,
  'Content-Security-Policy':
    /^sandbox; default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'$/,
};

/** What is wrong with an answer that is shown in a frame. */
export function framedFaults(answer: Response, text: string): string[] {
  const faults = Object.entries(FRAMED)
    .filter(([name, wanted]) => !wanted.test(answer.headers.get(name) ?? ''))
    .map(([name]) => `${name} is ${answer.headers.get(name) ?? 'missing'}`);
  if (/<script|\son[a-z]+="|javascript:/i.test(text)) faults.push('a script in a mail');
  return faults;
}

const isHtml = (answer: Response): boolean => (answer.headers.get('Content-Type') ?? '').startsWith('text/html');

/** What is missing among the headers every answer carries, errors, redirects and files included. */
export function headerFaults(answer: Response): string[] {
  const faults = Object.entries(ALWAYS)
    .filter(([name, wanted]) => !wanted.test(answer.headers.get(name) ?? ''))
    .map(([name]) => `${name} is ${answer.headers.get(name) ?? 'missing'}`);
  const policy = answer.headers.get('Content-Security-Policy') ?? '';
  if (/unsafe-inline|unsafe-eval|\*/.test(policy)) faults.push(`the policy allows too much: ${policy}`);
  if (!policy.includes("frame-ancestors 'none'")) faults.push('the policy lets others frame it');
  for (const cookie of answer.headers.getSetCookie()) {
    if (!/HttpOnly/i.test(cookie) || !/SameSite=Lax/i.test(cookie) || !/Path=\/(;|$)/i.test(cookie)) {
      faults.push(`a cookie without its guards: ${cookie.split('=')[0]}`);
    }
  }
  return faults;
}

/** Each script and style of a page carries the nonce of its own answer; no page shows a stack or a folder of ours. */
export function markupFaults(answer: Response, text: string): string[] {
  const faults: string[] = [];
  if (/node_modules|\n\s+at \S+ \(|file:\/\/\//.test(text)) faults.push('shows the inside of the program');
  if (!isHtml(answer) || text === '') return faults;
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('Content-Security-Policy') ?? '')?.[1];
  if (!nonce) return [...faults, 'a page without a nonce in its policy'];
  for (const [tag] of text.matchAll(/<(script|style)\b[^>]*>/g)) {
    if (!tag.includes(`nonce="${nonce}"`)) faults.push(`a tag without the nonce: ${tag.slice(0, 60)}`);
  }
  if (/\sstyle="/.test(text)) faults.push('a style attribute, which the policy drops');
  if (/\son[a-z]+="/.test(text)) faults.push('an inline handler, which the policy drops');
  return faults;
}
