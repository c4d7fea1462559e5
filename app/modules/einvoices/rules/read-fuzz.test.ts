import fc from 'fast-check';
import { expect, test } from 'vitest';
import { A_SURROUNDING, aLine, billed } from '#tests/support/einvoices.ts';
import { buildEnInvoice } from './build-en-invoice.ts';
import { checkRules } from './check-rules.ts';
import { planDraft } from './plan-draft.ts';
import { readEinvoice } from './read-einvoice.ts';
import { writeCii } from './write-cii.ts';
import { writeUbl } from './write-ubl.ts';

const SECONDS_MAX = 2;
const MEGABYTES_MAX = 256;
const HOUSE = { taxes: [{ code: 'S20', letter: 'S', rateBp: 2000 }], unitWords: new Map(), accountCode: '4000' };

const built = buildEnInvoice(billed([aLine('2', '3.5'), aLine('1', '-1')]), A_SURROUNDING, 'ubl');
const FILES = [writeUbl(built), writeCii(built)].map((text) => new TextEncoder().encode(text));

/** What the page does with a file, to its end; an error here is an error on the page. */
function taken(bytes: Uint8Array): string {
  const reading = readEinvoice(bytes);
  if (!reading.ok) {
    expect(reading.refusal.sentence.length).toBeGreaterThan(10);
    expect(reading.refusal.line).toBeGreaterThan(0);
    return reading.refusal.code;
  }
  checkRules(reading.value.invoice, 'ubl');
  return planDraft(reading.value.invoice, HOUSE).ok ? 'planned' : 'not expressible';
}

function within(work: () => string): string {
  // Processor time: what others do on the machine is not the file's doing.
  const [from, before] = [process.cpuUsage(), process.memoryUsage().heapUsed];
  const answer = work();
  const { user, system } = process.cpuUsage(from);
  expect((user + system) / 1e6).toBeLessThan(SECONDS_MAX);
  expect((process.memoryUsage().heapUsed - before) / 1024 / 1024).toBeLessThan(MEGABYTES_MAX);
  return answer;
}

test('a file cut off anywhere is told, never thrown', () => {
  for (const file of FILES)
    fc.assert(
      fc.property(fc.nat(file.length - 1), (length) => void taken(file.subarray(0, length))),
      { numRuns: 300 },
    );
});

test('a file with bytes changed anywhere is read or told, never thrown', () => {
  const change = fc.array(fc.tuple(fc.nat(FILES[0]!.length - 1), fc.integer({ min: 0, max: 255 })), {
    minLength: 1,
    maxLength: 20,
  });
  for (const file of FILES)
    fc.assert(
      fc.property(change, (changes) => {
        const copy = file.slice();
        for (const [at, byte] of changes) copy[at % copy.length] = byte;
        taken(copy);
      }),
      { numRuns: 300 },
    );
});

test('a billion laughs is refused before it is heard', () => {
  const levels = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "ha">${levels}]><a>&l9;</a>`;
  expect(within(() => taken(new TextEncoder().encode(bomb)))).toBe('doctype');
});

test('100,000 lines, and 10 MB of anything, are answered in time and in memory', () => {
  const text = writeUbl(built);
  const line = '<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:Note>x</cbc:Note></cac:InvoiceLine>';
  const many = text.replace('</Invoice>', `${line.repeat(100_000)}</Invoice>`);
  expect(within(() => taken(new TextEncoder().encode(many)))).toBe('too-many-elements');
  const most = text.replace('</Invoice>', `${line.repeat(30_000)}</Invoice>`);
  expect(within(() => taken(new TextEncoder().encode(most)))).toBe('not expressible');
  const size = 10 * 1024 * 1024 - 100;
  expect(within(() => taken(new TextEncoder().encode(`<a>${'<b/>'.repeat(size / 4 - 10)}</a>`)))).toBe(
    'too-many-elements',
  );
  expect(within(() => taken(new TextEncoder().encode(`<a>${'&amp;'.repeat(size / 5 - 10)}</a>`)))).toBe(
    'not-an-invoice',
  );
  expect(within(() => taken(new TextEncoder().encode(`<a b="${'x'.repeat(size - 20)}`)))).toBe('cut-off');
  expect(within(() => taken(new TextEncoder().encode('<'.repeat(size))))).toBe('cut-off');
  expect(within(() => taken(new TextEncoder().encode(`${'<'.repeat(size)}>`)))).toBe('tag');
});
