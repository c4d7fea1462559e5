import { ok, type Result, refuse } from '../result.ts';

/** An element as read: its local name, the namespace it is in, its own text without that of its children, and where it began. */
export type XmlElement = {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
  /** Offset of the first character in the decoded text; `lineOf` makes a line of it. */
  readonly at: number;
};

export type XmlFaultCode =
  | 'too-large'
  | 'encoding'
  | 'not-xml'
  | 'doctype'
  | 'entity'
  | 'tag'
  | 'text'
  | 'too-deep'
  | 'too-many-elements'
  | 'cut-off';
/** Why a file is no XML that is read here. `line` counts from 1. */
export type XmlFault = { readonly code: XmlFaultCode; readonly line: number; readonly sentence: string };

export type XmlDocument = { readonly root: XmlElement; readonly source: string };

export const XML_BYTES_MAX = 10 * 1024 * 1024;
const DEPTH_MAX = 100;
const ATTRIBUTES_MAX = 60;

const NAME = /[\p{L}_][\p{L}\p{N}._-]*(?::[\p{L}_][\p{L}\p{N}._-]*)?/uy;
const ATTRIBUTE = /\s+([\p{L}_][\p{L}\p{N}._:-]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const TAG_END = /\s*(\/?)>/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

class Stop extends Error {
  readonly fault: { code: XmlFaultCode; at: number; sentence: string };
  constructor(code: XmlFaultCode, at: number, sentence: string) {
    super(sentence);
    this.fault = { code, at, sentence };
  }
}

/** What a kind of file may need at most; an invoice less than a bank's month. */
export type XmlLimits = { readonly bytesMax: number; readonly elementsMax: number };
const LIMITS: XmlLimits = { bytesMax: XML_BYTES_MAX, elementsMax: 100_000 };

/**
 * Reads XML 1.0 with namespaces into a tree, in memory and without reaching for anything: a document type declaration is
 * refused, so no entity but the five of XML itself can be meant. At most 10 MB and 100,000 elements unless said, 100 levels.
 * UTF-8, UTF-16 with its mark, ISO 8859-1 and Windows-1252, as the file declares. Never throws: a fault names its line.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = LIMITS): Result<XmlDocument, XmlFault> {
  if (bytes.byteLength > limits.bytesMax) {
    const sentence = `The file is larger than ${limits.bytesMax / 1024 / 1024} MB. Ask for it in parts.`;
    return refuse({ code: 'too-large', line: 1, sentence });
  }
  let source = '';
  try {
    source = decoded(bytes);
    return ok({ root: new Reader(source, limits.elementsMax).document(), source });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const { code, at, sentence } = error.fault;
    return refuse({ code, line: lineOf(source, at), sentence });
  }
}

/** The line, from 1, on which a place of the text lies. */
export function lineOf(source: string, at: number): number {
  let line = 1;
  for (let next = source.indexOf('\n'); next !== -1 && next < at; next = source.indexOf('\n', next + 1)) line += 1;
  return line;
}

/** The same for many places of one text: it is gone through once. */
export function lineCounter(source: string): (at: number) => number {
  const breaks: number[] = [];
  for (let next = source.indexOf('\n'); next !== -1; next = source.indexOf('\n', next + 1)) breaks.push(next);
  return (at) => {
    let [low, high] = [0, breaks.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (breaks[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return low + 1;
  };
}

const ENCODINGS: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'windows-1252': 'windows-1252',
};

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const marked = first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : null;
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, 200));
  const declared = /^[^<]{0,3}<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
  const encoding = marked ?? (declared === undefined ? 'utf-8' : ENCODINGS[declared]);
  if (!encoding) throw new Stop('encoding', 0, `The file says it is written in ${declared}. Ask for it in UTF-8.`);
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Stop('encoding', 0, `The file is not written in ${declared ?? 'UTF-8'} as it says. Ask for it in UTF-8.`);
  }
}

type Open = { element: XmlElement; tag: string; scope: ReadonlyMap<string, string> };
/** Most elements have none; they share this one, to which nothing is ever added. */
const NO_ATTRIBUTES = new Map<string, string>();
const XML_SCOPE: ReadonlyMap<string, string> = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

class Reader {
  readonly #source: string;
  readonly #elementsMax: number;
  #at = 0;
  #count = 0;
  readonly #open: Open[] = [];
  #root: XmlElement | null = null;

  constructor(source: string, elementsMax: number) {
    this.#source = source;
    this.#elementsMax = elementsMax;
  }

  document(): XmlElement {
    const bad = NO_XML.exec(this.#source);
    if (bad) throw new Stop('text', bad.index, 'There is a character here that XML has no place for.');
    while (this.#at < this.#source.length) {
      const next = this.#source.indexOf('<', this.#at);
      const end = next === -1 ? this.#source.length : next;
      if (end > this.#at) this.#text(this.#source.slice(this.#at, end), this.#at);
      this.#at = end;
      if (next !== -1) this.#markup();
    }
    const last = this.#open.at(-1);
    if (last)
      throw new Stop('cut-off', this.#source.length, `The file ends before <${last.tag}> is closed. It was cut off.`);
    if (!this.#root) throw new Stop('not-xml', 0, 'This is not an XML file.');
    return this.#root;
  }

  #text(raw: string, at: number): void {
    const open = this.#open.at(-1);
    if (open) {
      if (raw.includes(']]>')) throw new Stop('text', at, 'The end of a CDATA section stands in the text.');
      open.element.text += this.#unescaped(raw, at);
    } else if (raw.trim() !== '' && raw !== '\ufeff')
      throw new Stop(
        'not-xml',
        at,
        this.#root ? 'Text stands after the end of the document.' : 'This is not an XML file.',
      );
  }

  #markup(): void {
    const rest = this.#source;
    if (rest.startsWith('<!--', this.#at)) this.#skipTo('-->', 4);
    else if (rest.startsWith('<![CDATA[', this.#at)) this.#cdata();
    else if (rest.startsWith('<?', this.#at)) this.#skipTo('?>', 2);
    else if (rest.startsWith('<!', this.#at))
      throw new Stop(
        'doctype',
        this.#at,
        'The file declares a document type. Such files are not read; ask for it without.',
      );
    else if (rest.indexOf('>', this.#at) === -1)
      throw new Stop('cut-off', rest.length, 'The file ends in the middle of a tag. It was cut off.');
    else if (rest.startsWith('</', this.#at)) this.#close();
    else this.#element();
  }

  #skipTo(end: string, after: number): void {
    const found = this.#source.indexOf(end, this.#at + after);
    if (found === -1) throw new Stop('cut-off', this.#source.length, 'The file ends within a comment or instruction.');
    this.#at = found + end.length;
  }

  #cdata(): void {
    const from = this.#at + 9;
    const open = this.#open.at(-1);
    if (!open) throw new Stop('not-xml', this.#at, 'Text stands outside the document.');
    this.#skipTo(']]>', 9);
    open.element.text += this.#source.slice(from, this.#at - 3);
  }

  #name(): string {
    NAME.lastIndex = this.#at;
    const match = NAME.exec(this.#source);
    if (!match) throw new Stop('tag', this.#at, 'A tag without a name begins here.');
    this.#at = NAME.lastIndex;
    return match[0];
  }

  #close(): void {
    const from = this.#at;
    this.#at += 2;
    const tag = this.#name();
    const open = this.#open.pop();
    if (open?.tag !== tag)
      throw new Stop('tag', from, open ? `<${open.tag}> is closed by </${tag}>.` : `</${tag}> closes nothing.`);
    const end = /\s*>/y;
    end.lastIndex = this.#at;
    if (!end.test(this.#source)) throw new Stop('tag', from, `</${tag}> is not finished.`);
    this.#at = end.lastIndex;
  }

  #element(): void {
    const at = this.#at;
    this.#at += 1;
    const tag = this.#name();
    let raw = NO_ATTRIBUTES;
    for (;;) {
      ATTRIBUTE.lastIndex = this.#at;
      const match = ATTRIBUTE.exec(this.#source);
      if (!match) break;
      if (raw === NO_ATTRIBUTES) raw = new Map();
      if (raw.has(match[1]!) || raw.size >= ATTRIBUTES_MAX)
        throw new Stop('tag', at, `<${tag}> names the attribute ${match[1]} twice, or has too many.`);
      raw.set(match[1]!, this.#unescaped(match[2] ?? match[3] ?? '', at));
      this.#at = ATTRIBUTE.lastIndex;
    }
    TAG_END.lastIndex = this.#at;
    const end = TAG_END.exec(this.#source);
    if (!end) throw new Stop('tag', at, `<${tag}> is not finished, or an attribute of it is not in quotes.`);
    this.#at = TAG_END.lastIndex;
    this.#place(tag, raw, at, end[1] === '/');
  }

  #place(tag: string, raw: Map<string, string>, at: number, isClosed: boolean): void {
    this.#count += 1;
    if (this.#count > this.#elementsMax)
      throw new Stop('too-many-elements', at, `The file has more than ${this.#elementsMax} elements.`);
    const parent = this.#open.at(-1);
    if (!parent && this.#root) throw new Stop('not-xml', at, 'A second document begins here.');
    const scope = scopeWith(parent?.scope ?? XML_SCOPE, raw);
    const colon = tag.indexOf(':');
    const prefix = colon === -1 ? '' : tag.slice(0, colon);
    const namespace = scope.get(prefix);
    if (prefix !== '' && namespace === undefined)
      throw new Stop('tag', at, `The prefix of <${tag}> is declared nowhere.`);
    const attributes =
      raw.size === 0 ? raw : new Map([...raw].filter(([name]) => name !== 'xmlns' && !name.startsWith('xmlns:')));
    const element: XmlElement = {
      ...{ name: colon === -1 ? tag : tag.slice(colon + 1), namespace: namespace ?? '', attributes },
      ...{ children: [], text: '', at },
    };
    if (parent) parent.element.children.push(element);
    else this.#root = element;
    if (isClosed) return;
    if (this.#open.length >= DEPTH_MAX) throw new Stop('too-deep', at, 'The elements lie more than 100 levels deep.');
    this.#open.push({ element, tag, scope });
  }

  #unescaped(raw: string, at: number): string {
    if (!raw.includes('&')) return raw;
    return raw.replace(/&([^;\s&]{0,12});?/g, (whole, name: string) => {
      const character = whole.endsWith(';') ? entity(name) : null;
      if (character === null)
        throw new Stop('entity', at, `${whole.slice(0, 20)} means nothing here. Ask for the file without entities.`);
      return character;
    });
  }
}

function scopeWith(outer: ReadonlyMap<string, string>, raw: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  let scope: Map<string, string> | null = null;
  for (const [name, value] of raw) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    scope ??= new Map(outer);
    scope.set(name === 'xmlns' ? '' : name.slice(6), value);
  }
  return scope ?? outer;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function entity(name: string): string | null {
  if (!name.startsWith('#')) return ENTITIES[name] ?? null;
  const isHex = name[1] === 'x';
  const digits = name.slice(isHex ? 2 : 1);
  if (!(isHex ? /^[0-9a-fA-F]{1,6}$/ : /^\d{1,7}$/).test(digits)) return null;
  const code = Number.parseInt(digits, isHex ? 16 : 10);
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return null;
  const character = String.fromCodePoint(code);
  return NO_XML.test(character) ? null : character;
}
