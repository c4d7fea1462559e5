import { expect, test } from 'vitest';
import { readSourceFiles } from './source-tree.ts';

const SEND = /\bmail\s*\.\s*send\s*\(/;
const GATEWAY = /\bcreateMailGateway\b/;

/** Who hands mail over, and who opens the door to the mail service. */
const MAY_SEND = ['app/workflows/send-message.server.ts'];
const MAY_OPEN = ['app/platform/mail/mail-gateway.server.ts', 'app/workflows/outside.server.ts'];

const inApp = () => readSourceFiles().filter(({ path }) => path.startsWith('app/') && !path.endsWith('.test.ts'));
const withWords = (pattern: RegExp) =>
  inApp()
    .filter(({ text }) => pattern.test(text))
    .map(({ path }) => path)
    .sort();

test('workflows/send-message is the only way out for any message', () => {
  expect(withWords(SEND)).toEqual(MAY_SEND);
  expect(withWords(GATEWAY)).toEqual(MAY_OPEN);
});

test('the search would find another way', () => {
  expect(SEND.test('await outside.mail.send({ to })')).toBe(true);
  expect(SEND.test('await mail\n  .send(one)')).toBe(true);
  expect(GATEWAY.test('const door = createMailGateway(settings)')).toBe(true);
});
