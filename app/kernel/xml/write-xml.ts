/** An element to be written. Names carry their prefix; a null child, an empty text and an element without content fall away. */
export type XmlNode = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  readonly text: string;
};

type Attributes = Readonly<Record<string, string | null | undefined>>;

/** An element with other elements inside; null when none of them is there, because an empty element says nothing. */
export function group(
  name: string,
  children: readonly (XmlNode | null)[],
  attributes: Attributes = {},
): XmlNode | null {
  const present = children.filter((child) => child !== null);
  return present.length === 0 ? null : { name, attributes: withoutEmpty(attributes), children: present, text: '' };
}

/** An element with text; null when there is no text. */
export function leaf(name: string, text: string | null | undefined, attributes: Attributes = {}): XmlNode | null {
  if (text === null || text === undefined || text === '') return null;
  return { name, attributes: withoutEmpty(attributes), children: [], text };
}

const withoutEmpty = (attributes: Attributes): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).filter(
      (pair): pair is [string, string] => pair[1] !== null && pair[1] !== undefined && pair[1] !== '',
    ),
  );

/** XML 1.0, UTF-8, two spaces an indent. Whatever the text holds, the answer is well-formed: see `xmlText`. */
export function writeXml(root: XmlNode): string {
  const parts: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  writeNode(root, '', parts);
  return parts.join('');
}

function writeNode(node: XmlNode, indent: string, parts: string[]): void {
  parts.push(indent, '<', node.name);
  for (const [name, value] of Object.entries(node.attributes)) parts.push(' ', name, '="', xmlText(value), '"');
  if (node.children.length === 0) {
    parts.push('>', xmlText(node.text), '</', node.name, '>\n');
    return;
  }
  parts.push('>\n');
  for (const child of node.children) writeNode(child, `${indent}  `, parts);
  parts.push(indent, '</', node.name, '>\n');
}

/** What XML 1.0 (production 2) has no place for: controls, lone surrogates, and the two non-characters at the end of a plane. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
const NO_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#13;',
};

/** Text as it stands between tags or quotes: `]]>` and quotes included. A character XML cannot hold becomes U+FFFD. */
const xmlText = (text: string): string =>
  text
    .toWellFormed()
    .replace(NO_XML, '\ufffd')
    .replace(/[&<>"\r]/g, (character) => ESCAPES[character]!);
