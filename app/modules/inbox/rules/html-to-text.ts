/** Elements whose content nobody reads. */
const UNREAD = new Set(['script', 'style', 'head', 'title', 'template', 'noscript', 'svg', 'object', 'iframe']);
/** Elements that begin and end a line of their own. */
const BLOCKS = new Set(
  'address article aside blockquote center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tr ul'.split(
    ' ',
  ),
);
const NAMED: Readonly<Record<string, string>> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: ' ',
    ensp: ' ',
    emsp: ' ',
    thinsp: ' ',
    shy: '',
    zwnj: '',
  },
  ...{ ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»' },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', sect: '§', copy: '©', reg: '®', trade: '™', deg: '°', bull: '•' },
  ...{ auml: 'ä', ouml: 'ö', uuml: 'ü', Auml: 'Ä', Ouml: 'Ö', Uuml: 'Ü', szlig: 'ß', eacute: 'é', egrave: 'è' },
  ...{ agrave: 'à', ccedil: 'ç', ecirc: 'ê', acirc: 'â', icirc: 'î', ocirc: 'ô', ntilde: 'ñ', aring: 'å', oslash: 'ø' },
};

/**
 * The text of an HTML mail as a reader sees it: no styles, scripts, pictures or addresses of links, a line a block, what is
 * quoted behind `>`. It only ever becomes text, so nothing in it can act. Reads each character once.
 */
export function htmlToText(html: string): string {
  const lines: string[] = [''];
  let quotes = 0;
  let unread: string | null = null;
  const newLine = () => {
    if (lines.at(-1)?.replaceAll('>', '').trim() !== '') lines.push('> '.repeat(quotes));
    else lines[lines.length - 1] = '> '.repeat(quotes);
  };
  for (const part of partsOf(html)) {
    if (part.kind === 'text') {
      if (unread === null) lines[lines.length - 1] += decoded(part.text).replaceAll(/\s+/g, ' ');
      continue;
    }
    const { name, closes } = part;
    if (unread !== null) {
      if (closes && name === unread) unread = null;
    } else if (UNREAD.has(name) && !closes) unread = name;
    else if (name === 'br') lines.push('> '.repeat(quotes));
    else if (name === 'td' || name === 'th') lines[lines.length - 1] += closes ? ' ' : '';
    else if (BLOCKS.has(name)) {
      if (name === 'blockquote') quotes = Math.max(0, Math.min(9, quotes + (closes ? -1 : 1)));
      newLine();
      if (name === 'p') lines.push('> '.repeat(quotes));
    }
  }
  return lines
    .map((line) => line.replaceAll(/[^\S\n]+/g, ' ').trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tag'; readonly name: string; readonly closes: boolean };

function* partsOf(html: string): Generator<Part> {
  for (let at = 0; at < html.length; ) {
    const begin = html.indexOf('<', at);
    if (begin < 0) return yield { kind: 'text', text: html.slice(at) };
    if (begin > at) yield { kind: 'text', text: html.slice(at, begin) };
    const isComment = html.startsWith('<!--', begin);
    const end = html.indexOf(isComment ? '-->' : '>', begin);
    if (end < 0) return;
    const found = isComment ? null : /^<(\/?)([a-zA-Z][a-zA-Z0-9]{0,20})/.exec(html.slice(begin, begin + 24));
    if (found) yield { kind: 'tag', name: (found[2] ?? '').toLowerCase(), closes: found[1] === '/' };
    else if (!isComment && !/^<[!?/]/.test(html.slice(begin, begin + 2)))
      yield { kind: 'text', text: html.slice(begin, end + 1) };
    at = end + (isComment ? 3 : 1);
  }
}

const decoded = (text: string): string =>
  text.replaceAll(/&(#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z]{2,8});/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED[name] ?? NAMED[name.toLowerCase()] ?? whole;
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : '';
  });
