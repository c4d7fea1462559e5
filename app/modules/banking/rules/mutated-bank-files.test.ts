import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MINOR_MAX } from '#app/kernel/money.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { MADE_BAI2, MADE_CAMT, MADE_CSV, MADE_MT940, MADE_OFX } from '#tests/fixtures/bank/made-bank-files.ts';
import { runSeed } from '#tests/support/run-seed.ts';
import { sharedFile } from '#tests/support/shared-files.ts';
import { readBankFile } from './read-bank-file.ts';

const RUNS = process.env.TALLYSTICK_LONG ? 50_000 : 1_500;
/** What a file of a few thousand bytes may take at the very most; whole months are in the bench. */
const MS_MAX = 2_000;

const made = [MADE_CAMT, MADE_MT940, MADE_BAI2, MADE_OFX, MADE_CSV].map((text) => new TextEncoder().encode(text));
const folder = sharedFile('fixtures/bank');
const shared = folder
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => new Uint8Array(readFileSync(path.join(parentPath, name))))
  : [];

type Change = (bytes: Uint8Array, at: number, to: number) => Uint8Array;
const spliced = (bytes: Uint8Array, at: number, drop: number, put: Uint8Array | string): Uint8Array => {
  const middle = typeof put === 'string' ? new TextEncoder().encode(put) : put;
  return new Uint8Array([...bytes.subarray(0, at), ...middle, ...bytes.subarray(Math.min(at + drop, bytes.length))]);
};

/** What happens to files on their way: bits, cuts, doubled and lost pieces, other encodings, and what somebody means ill. */
const CHANGES: readonly Change[] = [
  (bytes, at, to) => spliced(bytes, at, 1, new Uint8Array([to & 255])),
  (bytes, at) => bytes.subarray(0, at),
  (bytes, at, to) => spliced(bytes, at, to % 60, ''),
  (bytes, at, to) => spliced(bytes, at, 0, bytes.subarray(at, at + (to % 300))),
  (bytes, at) => spliced(bytes, at, 0, '\u0000'),
  (bytes, at) => spliced(bytes, at, 0, '\r'),
  (bytes, at) => spliced(bytes, at, 0, '9'.repeat(10_000)),
  (bytes, at) => spliced(bytes, at, 0, '-'),
  (bytes, at) => spliced(bytes, at, 0, '<a>'.repeat(5_000)),
  (bytes, at) => spliced(bytes, at, 0, '"'),
  (bytes, at) => spliced(bytes, at, 0, ',,,,/\n88,'),
  (bytes, at) => spliced(bytes, at, 0, '\n:20:X\n:61:'),
  (bytes) => spliced(bytes, 0, 0, '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'),
  (bytes) => new Uint8Array(Buffer.from(new TextDecoder('latin1').decode(bytes), 'utf16le')),
  (bytes) => new Uint8Array([0xff, 0xfe, ...Buffer.from(new TextDecoder().decode(bytes), 'utf16le')]),
  (bytes) => new TextEncoder().encode(new TextDecoder().decode(bytes).split('\n').reverse().join('\n')),
];

it('whatever becomes of a file, it is read or refused in a located sentence, quickly, and no figure is none', () => {
  const change = fc.record({ how: fc.constantFrom(...CHANGES), at: fc.nat(12_000), to: fc.nat(100_000) });
  fc.assert(
    fc.property(
      fc.nat(made.length + shared.length - 1),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      (file, changes) => {
        const whole: Uint8Array = [...made, ...shared][file]!;
        const bytes = changes.reduce((so, { how, at, to }) => how(so, Math.min(at, so.length), to), whole);
        // Processor time: what others do on the machine is not the file's doing.
        const begun = process.cpuUsage();
        const found = readBankFile(bytes);
        const { user, system } = process.cpuUsage(begun);
        expect((user + system) / 1_000).toBeLessThan(MS_MAX);
        if (!found.ok) expect(found.refusal.sentence.length).toBeGreaterThan(10);
        for (const { entries, problems } of found.ok ? found.value.statements : []) {
          for (const entry of entries) {
            expect(entry.amountMinor >= -MINOR_MAX && entry.amountMinor <= MINOR_MAX).toBe(true);
            expect(
              parsePlainDate(entry.bookedOn).ok && (entry.valueOn === null || parsePlainDate(entry.valueOn).ok),
            ).toBe(true);
            expect(entry.line).toBeGreaterThan(0);
          }
          for (const { sentence, line } of problems)
            expect([sentence.length > 10, sentence.length < 400, line >= 0]).toEqual([true, true, true]);
        }
      },
    ),
    { numRuns: RUNS, seed: runSeed() },
  );
});
