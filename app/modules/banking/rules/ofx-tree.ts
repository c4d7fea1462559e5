/** An element of an OFX file: a value, or what it holds. */
export type OfxElement = {
  readonly name: string;
  readonly line: number;
  value: string;
  children: OfxElement[];
};

/** A file has millions of values: none of them has a list of its own. */
const NOTHING: OfxElement[] = [];

const TOKEN = /<(\/?)([A-Za-z][A-Za-z0-9._]{0,60})\s*(\/?)>((?:<!\[CDATA\[[^\]<]*(?:\](?!\]>)[^\]<]*)*\]\]>|[^<])*)/g;
const DEPTH_MAX = 60;

/**
 * The tree from <OFX> down. Tags may stay open, as SGML allows: a tag with a value is a leaf, whatever closes later closes all
 * that stayed open in it. No document type and no entity but the usual five is read. Null where there is no <OFX>.
 */
export function readOfxTree(text: string): OfxElement | null {
  const begin = text.search(/<OFX>/i);
  if (begin === -1) return null;
  const root: OfxElement = { name: 'OFX', line: lineAt(text, begin), value: '', children: [] };
  const open = [root];
  // The next end of a line is looked for once: a file may be one line as a whole.
  let [line, next] = [root.line, text.indexOf('\n', begin)];
  TOKEN.lastIndex = begin + 5;
  for (let token = TOKEN.exec(text); token !== null; token = TOKEN.exec(text)) {
    for (; next !== -1 && next < token.index; next = text.indexOf('\n', next + 1)) line += 1;
    const name = token[2]!.toUpperCase();
    if (token[1] === '/') closeTo(open, name);
    else place(open, { name, line, value: unescaped(token[4]!), children: NOTHING }, token[3] === '/');
  }
  return root;
}

const lineAt = (text: string, at: number): number => text.slice(0, at).split('\n').length;

function place(open: OfxElement[], element: OfxElement, isEmpty: boolean): void {
  const parent = open.at(-1)!;
  if (parent.children === NOTHING) parent.children = [element];
  else parent.children.push(element);
  if (element.value === '' && !isEmpty && open.length < DEPTH_MAX) open.push(element);
}

/** A tag that closes nothing that is open was a leaf's. */
function closeTo(open: OfxElement[], name: string): void {
  const at = open.findLastIndex((element) => element.name === name);
  if (at > 0) open.length = at;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' };

const unescaped = (text: string): string => (/[&<]/.test(text) ? withoutMarks(text) : text).trim();

const withoutMarks = (text: string): string =>
  text
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1')
    .replace(/&(amp|lt|gt|quot|apos|nbsp);/g, (_, name: string) => ENTITIES[name]!);

/** Every element of this name below, none of them inside another of it. */
export function allOf(element: OfxElement, name: string): OfxElement[] {
  return element.children.flatMap((child) => (child.name === name ? [child] : allOf(child, name)));
}

/** The first value of this name below; an open tag without a value may have swallowed what stands behind it. */
export function ofxText(element: OfxElement, name: string): string {
  for (const child of element.children) {
    const value = child.name === name ? child.value : ofxText(child, name);
    if (value !== '') return value;
  }
  return '';
}
