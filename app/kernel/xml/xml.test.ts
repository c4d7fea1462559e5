import fc from 'fast-check';
import { expect, test } from 'vitest';
import { lineOf, readXml, XML_BYTES_MAX, type XmlFaultCode } from './read-xml.ts';
import { group, leaf, writeXml } from './write-xml.ts';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string) => readXml(bytesOf(text));
const codeOf = (bytes: Uint8Array): XmlFaultCode | 'read' => {
  const document = readXml(bytes);
  return document.ok ? 'read' : document.refusal.code;
};

test('whatever text is written comes back, except what XML has no place for', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff })), (units) => {
      const text = String.fromCharCode(...units);
      const document = read(writeXml(group('a', [leaf('b', `x${text}`, { c: text })])!));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
      const kept = text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd');
      expect(document.ok && document.value.root.children[0]!.text).toBe(`x${kept}`);
      expect(document.ok && (document.value.root.children[0]!.attributes.get('c') ?? '')).toBe(kept);
    }),
  );
});

test.each(['a\u0000b\u001f', ']]>', '\ud800', 'x\udfffy', '<!DOCTYPE a>', '&amp;&unknown;', '"\'\r\n\t'])(
  'a hostile text %j makes a well-formed file',
  (text) => {
    const written = writeXml(group('a', [leaf('b', text, { c: text })])!);
    expect(codeOf(bytesOf(written))).toBe('read');
  },
);

test('prefixes, CDATA, comments and the five entities are read; places are told by their line', () => {
  const document = read(
    '<?xml version="1.0"?>\n<p:a xmlns:p="urn:x" xmlns="urn:y">\n<!-- no --><b q="1 &lt; 2">&#x41;<![CDATA[<&]]></b></p:a>\n',
  );
  if (!document.ok) throw new Error(document.refusal.sentence);
  const { root, source } = document.value;
  expect([root.name, root.namespace]).toEqual(['a', 'urn:x']);
  const [b] = root.children;
  expect([b!.name, b!.namespace, b!.text, b!.attributes.get('q')]).toEqual(['b', 'urn:y', 'A<&', '1 < 2']);
  expect(lineOf(source, b!.at)).toBe(3);
});

test.each<[string, string | Uint8Array, XmlFaultCode]>([
  ['nothing', '', 'not-xml'],
  ['a PDF', '%PDF-1.7\n', 'not-xml'],
  ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 'doctype'],
  ['an entity of nobody', '<a>&b;</a>', 'entity'],
  ['a number of no character', '<a>&#xD800;</a>', 'entity'],
  ['a file cut off', '<a><b>', 'cut-off'],
  ['a file cut off in a tag', '<a><b>1</b><', 'cut-off'],
  ['tags that cross', '<a><b></a></b>', 'tag'],
  ['an attribute without quotes', '<a b=c></a>', 'tag'],
  ['an attribute twice', '<a b="1" b="2"/>', 'tag'],
  ['a prefix of nobody', '<p:a/>', 'tag'],
  ['two documents', '<a/><b/>', 'not-xml'],
  ['a control character', '<a>\u0001</a>', 'text'],
  ['bytes that are not the encoding', Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x3c), 'encoding'],
  ['an encoding nobody reads', '<?xml version="1.0" encoding="EBCDIC-CP-US"?><a/>', 'encoding'],
  ['a hundred and one levels', `${'<a>'.repeat(102)}${'</a>'.repeat(102)}`, 'too-deep'],
  ['more than 10 MB', new Uint8Array(XML_BYTES_MAX + 1), 'too-large'],
])('%s is told and not read', (_name, text, code) => {
  expect(codeOf(typeof text === 'string' ? bytesOf(text) : text)).toBe(code);
});

test('UTF-16 and Latin-1 files are read as they say', () => {
  const utf16 = Buffer.from('\ufeff<?xml version="1.0" encoding="UTF-16"?><a>ü東</a>', 'utf16le');
  const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>ü</a>', 'latin1');
  const text = (bytes: Uint8Array) => {
    const document = readXml(bytes);
    return document.ok ? document.value.root.text : document.refusal.sentence;
  };
  expect([text(utf16), text(latin)]).toEqual(['ü東', 'ü']);
});
