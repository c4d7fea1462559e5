import { execFileSync, spawnSync } from 'node:child_process';

/** account → currency code → decimal text, zero balances left out. */
export type Balances = Map<string, Map<string, string>>;

export const hasHledger = (): boolean => spawnSync('hledger', ['--version']).status === 0;

/** What hledger says the accounts hold: as posted, or at cost. Needs hledger 1.25 or newer. */
export function hledgerBalances(journal: string, how: 'as posted' | 'at cost'): Balances {
  const wanted = [
    'bal',
    '-f',
    '-',
    '--flat',
    '--no-total',
    '--layout=bare',
    '-O',
    'csv',
    ...(how === 'at cost' ? ['-B'] : []),
  ];
  const text = execFileSync('hledger', wanted, { input: journal, encoding: 'utf8', maxBuffer: 1 << 28 });
  const balances: Balances = new Map();
  for (const line of text.trim().split('\n').slice(1)) {
    const [account, code, amount] = line.split('","').map((cell) => cell.replaceAll('"', ''));
    add(balances, { account: account!, code: code!, amount: amount! });
  }
  return withoutZeros(balances);
}

const POSTING = /^ {4}(\S.*?) {2,}(-?[\d.]+) ([A-Z]{3})(?: @@ ([\d.]+) ([A-Z]{3}))?$/;

/**
 * A reader of its own for machines without hledger: sums the postings of a journal. It shares no code with the export and
 * refuses a posting line it cannot read and a transaction that does not come to nothing at cost.
 */
export function summedBalances(journal: string, how: 'as posted' | 'at cost'): Balances {
  const balances: Balances = new Map();
  const transactions = journal.split(/\n(?=\d{4}-\d{2}-\d{2} )/).slice(1);
  for (const transaction of transactions) {
    const atCost: Balances = new Map();
    for (const line of transaction.split('\n').slice(1)) {
      if (line.trim() === '') continue;
      const found = POSTING.exec(line);
      if (!found) throw new Error(`a posting that cannot be read: ${line}`);
      const [, account, amount, code, cost, costCode] = found as unknown as [
        string,
        string,
        string,
        string,
        string?,
        string?,
      ];
      const costed =
        cost && costCode ? { amount: amount.startsWith('-') ? `-${cost}` : cost, code: costCode } : { amount, code };
      add(atCost, { account: '', ...costed });
      add(balances, { account, ...(how === 'at cost' ? costed : { amount, code }) });
    }
    if (withoutZeros(atCost).size > 0) throw new Error(`does not balance: ${transaction}`);
  }
  return withoutZeros(balances);
}

function add(balances: Balances, { account, code, amount }: { account: string; code: string; amount: string }): void {
  const held = balances.get(account) ?? new Map<string, string>();
  balances.set(account, held.set(code, plus(held.get(code) ?? '0', amount)));
}

/** Exact sum of two decimals as text. */
function plus(a: string, b: string): string {
  const scale = Math.max(...[a, b].map((text) => text.split('.')[1]?.length ?? 0));
  const units = (text: string) => {
    const [whole = '0', fraction = ''] = text.replace('-', '').split('.');
    return BigInt(whole + fraction.padEnd(scale, '0')) * (text.startsWith('-') ? -1n : 1n);
  };
  const sum = units(a) + units(b);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  return `${sum < 0n ? '-' : ''}${scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`}`;
}

function withoutZeros(balances: Balances): Balances {
  const kept: Balances = new Map();
  for (const [account, held] of balances) {
    const standing = [...held].filter(([, amount]) => /[1-9]/.test(amount));
    if (standing.length > 0) kept.set(account, new Map(standing));
  }
  return kept;
}
