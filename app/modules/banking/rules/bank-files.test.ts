import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { currency, minorToDecimal, parseCurrency } from '#app/kernel/money.ts';
import { sharedFile } from '#tests/support/shared-files.ts';
import type { BankFile, BankStatement } from '../types.ts';
import { readBankFile } from './read-bank-file.ts';

const folder = sharedFile('fixtures/bank');
const expectedFile = sharedFile('fixtures/EXPECTED.json');
const fileOf = (name: string) => path.join(folder ?? '', '..', '..', 'fixtures', name);
const read = (name: string): BankFile => {
  const found = readBankFile(readFileSync(fileOf(name)), { currency: currency('EUR') });
  if (!found.ok) throw new Error(`${name}: ${found.refusal.sentence}`);
  return found.value;
};
const sumOf = ({ entries, currency: code }: BankStatement, keep: (minor: bigint) => boolean): string => {
  const minor = entries.map(({ amountMinor }) => amountMinor).filter(keep);
  return minorToDecimal(
    minor.reduce((total, one) => total + one, 0n),
    code,
  );
};
/** What another program wrote as a decimal, in the shape we write: it keeps the zeros of the file, or drops the point. */
const decimal = (text: string, code: string): string => {
  const [whole = '0', fraction = ''] = text.replace(/\.$/, '').split('.');
  const digits = minorToDecimal(0n, currency(code)).split('.')[1]?.length ?? 0;
  return `${BigInt(whole) === 0n && whole.startsWith('-') ? '-' : ''}${BigInt(whole)}${digits > 0 ? `.${fraction.padEnd(digits, '0').slice(0, digits)}` : ''}`;
};

type Camt = { acct: string; entries: number; cr: string; db: string; bal: Record<string, string[]> };
type Mt940 = { acct: string; tx: number; cr: string; db: string } & Record<string, unknown>;
type Ofx = { acct: string; n: number; bad: number; sum: string; ccy: string | null };
type Bai2 = { accounts: { acct: string; tx: number; cr: number; db: number }[] };
const expected: Record<string, { kind: string; values: unknown }> = expectedFile
  ? JSON.parse(readFileSync(expectedFile, 'utf8'))
  : {};
const of = (kind: string) =>
  Object.entries(expected).filter(([name, { kind: own }]) => name.startsWith('bank/') && own === kind);

// Without the shared files beside the checkout this says so and the made set of the neighbouring tests speaks alone.
describe(
  folder ? 'against what an independent script counted' : 'the shared files are not here: nothing compared',
  () => {
    it('every statement of CAMT has its account, entries, credits, debits and balances', () => {
      for (const [name, { values }] of of('camt')) {
        const statements = read(name).statements;
        expect(statements.length, name).toBe((values as Camt[]).length);
        for (const [index, wanted] of (values as Camt[]).entries()) {
          const statement = statements[index]!;
          expect(
            {
              account: statement.account,
              cr: sumOf(statement, (minor) => minor > 0n),
              db: sumOf(statement, (minor) => minor < 0n),
            },
            name,
          ).toEqual({
            account: wanted.acct,
            cr: decimal(wanted.cr, statement.currency),
            db: wanted.db === '0' ? decimal('0', statement.currency) : `-${decimal(wanted.db, statement.currency)}`,
          });
          const opening = wanted.bal.OPBD?.[0]?.split(' ');
          if (opening)
            expect(
              statement.opening && [
                minorToDecimal(statement.opening.minor, statement.opening.currency),
                statement.opening.currency,
                statement.opening.on,
              ],
              name,
            ).toEqual([decimal(opening[0]!, opening[1]!), opening[1], opening[2]]);
        }
      }
    });

    it('every statement of MT940 does, but for the two that are left out by name', () => {
      for (const [name, { values }] of of('mt940')) {
        const file = read(name);
        if (name.endsWith('raphaelm.sta')) {
          expect(file.problems.map(({ code }) => code)).toEqual(['currency', 'currency', 'currency']);
          continue;
        }
        // The script counts a line behind the end of a statement to it; it stands in none.
        const stray = name.endsWith('multiline.sta');
        if (stray) expect(file.problems).toMatchObject([{ line: 38, code: 'outside-a-statement', weight: 'refused' }]);
        for (const [index, wanted] of (values as Mt940[]).entries()) {
          const statement = file.statements[index]!;
          expect(
            [statement.account, statement.entries.length, sumOf(statement, (minor) => minor < 0n).replace('-', '')],
            name,
          ).toEqual([wanted.acct, stray ? wanted.tx - 1 : wanted.tx, decimal(wanted.db, statement.currency)]);
          if (!stray)
            expect(
              sumOf(statement, (minor) => minor > 0n),
              name,
            ).toBe(decimal(wanted.cr, statement.currency));
        }
        expect(file.statements.length, name).toBe((values as Mt940[]).length);
      }
    });

    it('every account of BAI2 does, in the smallest unit', () => {
      for (const [name, { values }] of of('bai2')) {
        const statements = read(name).statements;
        const seen = statements.map(({ account, entries }) => ({
          acct: account,
          tx: entries.length,
          cr: Number(entries.reduce((sum, { amountMinor }) => sum + (amountMinor > 0n ? amountMinor : 0n), 0n)),
          db: -Number(entries.reduce((sum, { amountMinor }) => sum + (amountMinor < 0n ? amountMinor : 0n), 0n)),
        }));
        expect(seen, name).toEqual(
          (values as Bai2).accounts.map(({ acct, tx, cr, db }) => ({ acct, tx, cr, db: db === 0 ? -0 : db })),
        );
      }
    });

    it('every statement of OFX does; a line without a day or with a garbled amount is left out and named', () => {
      for (const [name, { values }] of of('ofx')) {
        const statements = read(name).statements;
        expect(statements.length, name).toBe((values as Ofx[]).length);
        for (const [index, wanted] of (values as Ofx[]).entries()) {
          const { account, entries, problems, currency: code } = statements[index]!;
          const refused = problems.filter(({ weight }) => weight === 'refused');
          expect([account, entries.length + refused.length], name).toEqual([wanted.acct, wanted.n]);
          expect(code, name).toBe(parseCurrency(wanted.ccy ?? '') ?? 'EUR');
          if (refused.length === 0)
            expect(
              sumOf(statements[index]!, () => true),
              name,
            ).toBe(decimal(wanted.sum, code));
        }
      }
    });

    it('names the traps: what does not reconcile, four currencies, a garbled amount, 30 February, a missing statement', () => {
      const codes = (name: string) => {
        const file = read(name);
        return [...file.problems, ...file.statements.flatMap(({ problems }) => problems)].map(({ code }) => code);
      };
      if (!folder) return;
      expect(codes('bank/camt/camt053.v2.all-balance-types.xml')).toContain('does-not-add-up');
      expect(codes('bank/camt/camt053.v8.xml')).toContain('balance');
      expect(codes('bank/camt/golden_camt053_garbled_amount.xml')).toContain('amount');
      expect(codes('bank/mt940/february_30.sta')).toEqual(['date']);
      expect(codes('bank/mt940/knab.sta')).toEqual(['gap', 'does-not-add-up']);
      expect(codes('bank/csv/golden_csv_garbled_amount.csv')).toContain('amount');
      expect(
        read('bank/camt/golden_camt053_duplicate_same_day.xml').statements[0]!.entries.map(
          ({ amountMinor }) => amountMinor,
        ),
      ).toEqual([-450n, -450n]);
    });

    it('reads every other shared file, or says in a sentence why not', () => {
      const names =
        folder && existsSync(folder)
          ? readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
          : [];
      for (const { parentPath, name } of names) {
        const found = readBankFile(readFileSync(path.join(parentPath, name)));
        const sentences = found.ok
          ? [...found.value.problems, ...found.value.statements.flatMap(({ problems }) => problems)]
          : [found.refusal];
        for (const { sentence, line } of sentences)
          expect([sentence.length > 20, line >= 0], name).toEqual([true, true]);
      }
      expect(names.length > 0).toBe(folder !== null);
    });
  },
);
