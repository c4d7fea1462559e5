import { minorDigits, parseCurrency } from '#app/kernel/money.ts';
import { type PlainDate, parsePlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { lineCounter, readXml, type XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { BankBalance, BankEntry, BankFile, BankFileFault, BankFileProblem, BankStatement } from '../types.ts';
import { partsOf, type Say } from './camt-parts.ts';
import { all, at, textAt } from './camt-paths.ts';
import { proven } from './prove-statement.ts';
import { readBankAmount, shown } from './read-amount.ts';

/** A year of a busy account in one message. */
const LIMITS = { bytesMax: 32 * 1024 * 1024, elementsMax: 1_000_000 };

/**
 * ISO 20022 bank to customer messages: statement (camt.053), report of the day (052) and notification (054), versions 02 to
 * 08, with or without their namespace. Only booked entries are cash; a batch entry is split into its payments where they add up
 * to it in the account's own currency. The direction is the entry's, not that of the payment inside.
 */
export function readCamt(bytes: Uint8Array): Result<BankFile, BankFileFault> {
  const read = readXml(bytes, LIMITS);
  if (!read.ok) return refuse({ code: 'xml', line: read.refusal.line, sentence: read.refusal.sentence });
  const lineAt = lineCounter(read.value.source);
  const { root } = read.value;
  const messages = ['BkToCstmrStmt', 'BkToCstmrAcctRpt', 'BkToCstmrDbtCdtNtfctn'].flatMap((name) => all(root, name));
  const found = messages.flatMap((message) => ['Stmt', 'Rpt', 'Ntfctn'].flatMap((name) => all(message, name)));
  if (found.length === 0)
    return refuse({
      code: 'no-statement',
      line: 1,
      sentence: 'This XML file holds no bank statement (camt.052, 053 or 054).',
    });
  const problems: BankFileProblem[] = [];
  const statements = found.flatMap((element) => {
    const statement = readStatement(element, lineAt, problems);
    return statement ? [statement] : [];
  });
  return ok({ format: 'camt', statements, problems });
}

function readStatement(
  element: XmlElement,
  lineAt: (offset: number) => number,
  fileProblems: BankFileProblem[],
): BankStatement | null {
  const line = lineAt(element.at);
  const problems: BankFileProblem[] = [];
  const say: Say = (where, weight, code, sentence) => problems.push({ line: lineAt(where.at), weight, code, sentence });
  const account =
    textAt(element, 'Acct/Id/IBAN') || textAt(element, 'Acct/Id/Othr/Id') || textAt(element, 'Acct/Id/PrtryAcct/Id');
  const balances = all(element, 'Bal').flatMap((bal) => readBalance(bal, say));
  const opening = balances.find(({ kind }) => kind === 'OPBD' || kind === 'PRCD')?.balance ?? null;
  const closing = balances.find(({ kind }) => kind === 'CLBD')?.balance ?? null;
  const entries = all(element, 'Ntry');
  const code =
    textAt(element, 'Acct/Ccy') ||
    opening?.currency ||
    entries.map((entry) => at(entry, 'Amt')?.attributes.get('Ccy')).find(Boolean) ||
    '';
  const currency = parseCurrency(code);
  if (currency === null) {
    const sentence = `The currency of the statement “${shown(textAt(element, 'Id'))}” is “${shown(code)}”, which is not in use. It was left out.`;
    fileProblems.push({ line, weight: 'refused', code: 'currency', sentence });
    return null;
  }
  if (account === '') say(element, 'flag', 'no-account', 'The statement does not say which account it is of.');
  const context = { currency, digits: minorDigits(currency), say, lineAt };
  return proven({
    ...{ line, account, number: textAt(element, 'Id'), currency, opening, closing, problems },
    entries: entries.flatMap((entry) => readEntry(entry, context)),
  });
}

function readBalance(bal: XmlElement, say: Say): { kind: string; balance: BankBalance }[] {
  const kind = textAt(bal, 'Tp/CdOrPrtry/Cd') || textAt(bal, 'Tp/CdOrPrtry/Prtry');
  if (!['OPBD', 'PRCD', 'CLBD'].includes(kind)) return [];
  const amount = at(bal, 'Amt');
  const currency = parseCurrency(amount?.attributes.get('Ccy') ?? '');
  const on = dateOf(bal, 'Dt');
  const minor = currency && amount ? readBankAmount(amount.text, currency) : null;
  const direction = textAt(bal, 'CdtDbtInd');
  if (!currency || !minor?.ok || !on || !['CRDT', 'DBIT'].includes(direction)) {
    say(
      bal,
      'flag',
      'balance',
      `The balance ${shown(kind)} cannot be read${minor && !minor.ok ? `: ${minor.refusal}` : '.'}`,
    );
    return [];
  }
  return [{ kind, balance: { minor: direction === 'DBIT' ? -minor.value : minor.value, currency, on } }];
}

type Context = {
  currency: NonNullable<ReturnType<typeof parseCurrency>>;
  digits: number;
  say: Say;
  lineAt: (offset: number) => number;
};

/** The entry as one movement, or as the payments it is made of. */
function readEntry(entry: XmlElement, { currency, say, lineAt }: Context): BankEntry[] {
  const status = textAt(entry, 'Sts/Cd') || textAt(entry, 'Sts');
  if (status !== 'BOOK') {
    say(
      entry,
      'flag',
      'not-booked',
      `An entry is marked “${shown(status)}”, not booked: it is no cash yet and was left out.`,
    );
    return [];
  }
  const amount = at(entry, 'Amt');
  const stated = amount?.attributes.get('Ccy') ?? '';
  if (stated !== currency) {
    say(
      entry,
      'refused',
      'currency',
      `An entry is in “${shown(stated)}” on an account in ${currency}. It was left out.`,
    );
    return [];
  }
  const minor = readBankAmount(amount?.text ?? '', currency);
  const direction = textAt(entry, 'CdtDbtInd');
  const bookedOn = dateOf(entry, 'BookgDt') ?? dateOf(entry, 'ValDt');
  if (!minor.ok || minor.value < 0n) {
    say(
      entry,
      'refused',
      'amount',
      minor.ok ? 'The amount of an entry is below zero; its direction says that.' : minor.refusal,
    );
    return [];
  }
  if (direction !== 'CRDT' && direction !== 'DBIT') {
    say(entry, 'refused', 'direction', 'An entry says neither credit nor debit. It was left out.');
    return [];
  }
  if (!bookedOn) {
    say(entry, 'refused', 'date', 'An entry has no day on which it was booked. It was left out.');
    return [];
  }
  const signed = direction === 'DBIT' ? -minor.value : minor.value;
  const whole = {
    ...{ line: lineAt(entry.at), bookedOn, valueOn: dateOf(entry, 'ValDt'), amountMinor: signed },
    isReversal: textAt(entry, 'RvslInd') === 'true',
    bankRef: textAt(entry, 'AcctSvcrRef') || textAt(entry, 'NtryRef'),
  };
  return partsOf(entry, whole, { currency, say, lineAt });
}

/** A day, also where the bank gives the second; the day is the one it wrote, in the bank's own zone. */
function dateOf(element: XmlElement, path: string): PlainDate | null {
  const text = textAt(element, `${path}/Dt`) || textAt(element, `${path}/DtTm`) || textAt(element, path);
  const read = parsePlainDate(text.trim().slice(0, 10));
  return read.ok ? read.value : null;
}
