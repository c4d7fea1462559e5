import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { CommandRefused, parseInvocation } from './commands/invocation.ts';
import { match } from './commands/match.ts';
import { bankCsv } from './seed/bank-lines-csv.ts';
import { madeBank } from './seed/made-bank-lines.ts';
import { appliedOf, matcherInput, matchMade } from './seed/match-made-bank.ts';
import { scoreMatches } from './seed/score-matches.ts';
import { ROOT } from './source-hash.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'tallystick-match-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};

type Files = { customers: string; open: string; bank: string };
const wordsOf = ({ customers, open, bank }: Files, ...more: string[]) => [
  ...['--customers', customers, '--open', open, '--bank', bank],
  ...more,
];

/** The command as people run it. Only the three files are named to it; the truth is never written to the disk. */
function run(of: Files): Promise<{ code: number | null; out: string; err: string }> {
  const words = [path.join(ROOT, 'scripts/tallystick.ts'), 'match', ...wordsOf(of)];
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => (out += part));
  child.stderr.on('data', (part) => (err += part));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, out, err })));
}

/** What the command prints, or what it refuses with. */
async function told(of: Files, ...more: string[]): Promise<string> {
  let printed = '';
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation((text, done) => {
    printed += String(text);
    (done as unknown as () => void)();
    return true;
  });
  try {
    return await match(parseInvocation(wordsOf(of, ...more))).then(() => printed);
  } catch (error) {
    expect([error instanceof CommandRefused, printed]).toEqual([true, '']);
    return (error as Error).message.replaceAll(folder, '');
  } finally {
    spy.mockRestore();
  }
}

const made = madeBank({ open: 1_000, lines: 200, seed: 3 });
const csv = bankCsv(made);
const files = {
  customers: file('customers.csv', csv.customers),
  open: file('open.csv', csv.openInvoices),
  bank: file('bank.csv', csv.bankLines),
};

it('matches plain files without a database, prints each application, and with --json says why', async () => {
  const rows = await run(files);
  expect([rows.code, rows.err]).toEqual([0, '']);
  const [head, ...printed] = rows.out.trim().split('\n');
  expect(head).toBe('line_id,invoice_id,amount');
  const applied = new Map<number, Map<number, number>>();
  for (const row of printed) {
    const [line, invoice, amount] = row.split(',').map(Number);
    applied.set(line!, (applied.get(line!) ?? new Map()).set(invoice!, Math.round(amount! * 100)));
  }
  expect(applied).toEqual(appliedOf(matchMade(matcherInput(made)).matched));
  expect(scoreMatches(made.truth, applied)).toMatchObject({ all: { wrong: 0, setOnly: 0 } });
  const lines = JSON.parse(await told(files, '--json')) as {
    lineId: string;
    taken: { word: string; why: string[] } | null;
  }[];
  expect(lines).toHaveLength(200);
  expect(lines.find(({ taken }) => taken?.word === 'Exact')?.taken?.why.join(', ')).toMatch(
    /found, .*(known|fits).*, amount equal/,
  );
}, 90_000);

it('refuses a file with mistakes whole, and says where they are', async () => {
  const bad = file(
    'bad.csv',
    'line_id,date,amount,payer_name,payer_iban,remittance\n1,2026-11-30,"1.234,50",A,,x\n1,2026-02-30,5.00,A,,x\n2,2026-11-30,5.001,A,,"a"b\n',
  );
  const stranger = file(
    'stranger.csv',
    'id,number,customer_id,issue_date,due_date,open_amount\n1,INV-1,99999999,2026-01-01,2026-01-31,5.00\n',
  );
  const headless = file('headless.csv', 'line_id,amount\n1,5.00\n');
  const latin = path.join(folder, 'latin.csv');
  writeFileSync(
    latin,
    Buffer.from('line_id,date,amount,payer_name,payer_iban,remittance\n1,2026-11-30,5.00,M\xfcller,,x\n', 'latin1'),
  );
  const said = [
    await told({ ...files, bank: bad }),
    await told({ ...files, open: stranger }),
    await told({ ...files, bank: headless }),
    await told({ ...files, bank: latin }),
    await told({ ...files, customers: path.join(folder, 'none.csv') }),
    await told(files, '--least', 'perhaps'),
  ];
  expect(said[0]).toContain('/bad.csv, row 2, amount: “1.234,50” is no amount in EUR. Write it like 1234.50.');
  expect(said[0]).toContain('/bad.csv, row 3, line_id: 1 is there twice.');
  expect(said[0]).toContain('/bad.csv, row 3, date: “2026-02-30” is no day.');
  expect(said[0]).toContain('/bad.csv, row 4');
  expect(said[1]).toContain('row 2, customer_id: 99999999 is no id of the customers’ file.');
  expect(said[2]).toContain('the column “date” is missing');
  expect(said[3]).toContain('not UTF-8');
  expect(said[4]).toContain('cannot be read');
  expect(said[5]).toContain('--least is exact or likely');
});
