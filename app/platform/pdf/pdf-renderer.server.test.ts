import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { getDocumentProxy } from 'unpdf';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createPdfRenderer, type PdfRenderer } from '#app/platform/pdf/pdf-renderer.server.ts';

const projectRoot = join(import.meta.dirname, '../../..');
const templates = mkdtempSync(join(tmpdir(), 'templates-'));
const inRoot = relative(projectRoot, templates);

const SETTINGS = `#set document(title: data.title, date: datetime(year: 2026, month: 11, day: 3))
  #set text(font: ("Noto Sans", "Noto Sans Arabic", "Noto Sans Malayalam", "Noto Sans Devanagari", "Noto Sans SC"), fallback: false, lang: "en")`;

let renderer: PdfRenderer;

beforeAll(async () => {
  writeFileSync(join(templates, 'plain.typ'), `#let render(data, rest) = [${SETTINGS}\n#data.text #rest]`);
  writeFileSync(
    join(templates, 'slow.typ'),
    '#let render(data, rest) = [#let n = 0; #for a in range(4000) { for b in range(4000) { n += 1 } } #n]',
  );
  writeFileSync(join(templates, 'broken.typ'), '#let render(data, rest) = [#data.absent]');
  renderer = createPdfRenderer({ projectRoot, templates: inRoot, workers: 1 });
  await renderer.ready();
});

afterAll(async () => {
  await renderer.close();
  rmSync(templates, { recursive: true });
});

const plain = (text: string) => ({ template: 'plain.typ', data: { title: 'A title', text } });

async function textOf(bytes: Uint8Array): Promise<string> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const content = await (await pdf.getPage(1)).getTextContent();
  return content.items.map((item) => ('str' in item ? item.str : '')).join('');
}

test('the same job gives the same bytes', async () => {
  const [first, second] = await Promise.all([renderer.render(plain('twice')), renderer.render(plain('twice'))]);
  expect(Buffer.from(first).equals(Buffer.from(second))).toBe(true);
});

test('the PDF is tagged and carries its title and language', async () => {
  const pdf = await getDocumentProxy(await renderer.render(plain('x')));
  const { info } = await pdf.getMetadata();
  expect(info).toMatchObject({ Title: 'A title', Language: 'en' });
  expect(await pdf.getMarkInfo()).toMatchObject({ Marked: true });
});

test('text that looks like source stays text', async () => {
  const hostile = '#let x = 1 $x$ \\ "quote" <label> @ref *bold* // no comment =1+1 #read("/plain.typ")';
  expect(await textOf(await renderer.render(plain(hostile)))).toContain(hostile);
});

test('a character without glyph, a lone surrogate and a control character are shown as missing, not refused', async () => {
  const bytes = await renderer.render(plain('a𒀀\ud800b\u0007c\u202ed'));
  expect(await textOf(bytes)).toBe('a\ufffd\ufffdb\ufffdc\ufffdd');
});

test('marks of direction and joiners need no glyph', async () => {
  await expect(
    renderer.render(plain('a\u061c\u200e\u200f\u2068b\u2069\u200b\u200c\u200d\u00adc')),
  ).resolves.toBeTruthy();
});

test('an attachment is carried byte for byte under its own name', async () => {
  const bytes = new TextEncoder().encode('<?xml version="1.0"?><a>é</a>');
  const attachment = {
    name: 'a "b".xml',
    bytes,
    mimeType: 'text/xml',
    description: 'the same',
    relationship: 'alternative',
  };
  const pdf = await getDocumentProxy(
    await renderer.render({ ...plain('x'), standard: 'a-3a', attachments: [attachment as never] }),
  );
  const carried = await pdf.getAttachmentContent(attachment.name);
  expect(Buffer.from(carried ?? []).toString()).toBe(Buffer.from(bytes).toString());
  expect(await textOf(await renderer.render(plain('after')))).toBe('after');
});

test('a fault of the template is told with its name, and the thread goes on', async () => {
  await expect(renderer.render({ template: 'broken.typ', data: {} })).rejects.toMatchObject({
    code: 'template',
    message: expect.stringContaining('absent'),
  });
  await expect(renderer.render({ template: '../x.typ', data: {} })).rejects.toMatchObject({ code: 'template' });
  await expect(renderer.render({ template: 'plain.typ', data: { text: () => 1 } })).rejects.toMatchObject({
    code: 'template',
  });
  await expect(renderer.render(plain('still here'))).resolves.toBeTruthy();
});

test('a document over its time is refused and the next one is made', async () => {
  const strict = createPdfRenderer({ projectRoot, templates: inRoot, workers: 1, renderMsMax: 300 });
  await strict.ready();
  await strict.render(plain('warm'));
  const slow = strict.render({ template: 'slow.typ', data: {} });
  const after = strict.render(plain('after'));
  await expect(slow).rejects.toMatchObject({ code: 'too-slow' });
  expect(await textOf(await after)).toBe('after');
  await strict.close();
});

test('a full queue and a closed renderer refuse at once, and what waited is told', async () => {
  const small = createPdfRenderer({ projectRoot, templates: inRoot, workers: 1, queueMax: 1 });
  const waiting = small.render(plain('waits'));
  await expect(small.render(plain('too many'))).rejects.toMatchObject({ code: 'queue-full' });
  const told = expect(waiting).rejects.toMatchObject({ code: 'closed' });
  await small.close();
  await told;
  await expect(small.render(plain('late'))).rejects.toMatchObject({ code: 'closed' });
});
