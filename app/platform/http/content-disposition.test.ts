import fc from 'fast-check';
import { expect, test } from 'vitest';
import { attachmentHeader } from './content-disposition.ts';
import { downloadResponse } from './download-response.server.ts';

test('5.4.2: a name is given in ASCII and in UTF-8', () => {
  expect(attachmentHeader('INV-1043.pdf')).toBe(`attachment; filename="INV-1043.pdf"; filename*=UTF-8''INV-1043.pdf`);
  expect(attachmentHeader("Zoë's é.pdf")).toBe(
    `attachment; filename="Zo__s _.pdf"; filename*=UTF-8''Zo%C3%AB%27s%20%C3%A9.pdf`,
  );
});

test.each([
  ['a"; filename=evil.exe', 'a-; filename=evil.exe'],
  ['../../etc/passwd', '-..-etc-passwd'],
  ['x\r\nSet-Cookie: a=b', 'xSet-Cookie- a=b'],
  ['fdp.\u202Eexe', 'fdp.exe'],
  ['', 'download'],
  ['...', 'download'],
])('%j cannot pose as anything else', (name, shown) => {
  expect(attachmentHeader(name)).toContain(`filename="${shown}"`);
});

test('whatever the name, the header is one line of ASCII with nothing after the closing quote but the UTF-8 form', () => {
  const anyText = fc.array(fc.nat(0xffff), { maxLength: 200 }).map((codes) => String.fromCharCode(...codes));
  fc.assert(
    fc.property(anyText, (name) => {
      expect(attachmentHeader(name)).toMatch(/^attachment; filename="[ -!#-~]+"; filename\*=UTF-8''[\w%.~!$&+^`|-]+$/);
    }),
  );
});

test('3.2.1: a download is inert and not kept', () => {
  const { headers } = downloadResponse({ body: new Uint8Array(3), fileName: 'a.pdf', contentType: 'application/pdf' });
  expect(headers.get('Content-Security-Policy')).toContain('sandbox');
  expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
  expect(headers.get('Cache-Control')).toBe('no-store');
  expect(headers.get('Content-Length')).toBe('3');
});
