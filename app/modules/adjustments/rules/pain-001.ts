import { assert } from '#app/kernel/assert.ts';
import { type Currency, minorToDecimal } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { checkTransferFile, ibanFits } from './check-pain-001.ts';

/** An account as a bank writes it: an IBAN, or a number with the sort code, routing number or BIC of its bank. */
export type FileAccount = { readonly holder: string; readonly number: string; readonly routing: string };

export type Transfer = {
  /** Comes back on the customer's and on our own statement, at most 35 characters. */
  readonly endToEndId: string;
  readonly amountMinor: bigint;
  readonly payee: FileAccount;
  /** What the customer reads on their statement. */
  readonly text: string;
};

export type TransferFile = {
  readonly messageId: string;
  readonly madeAt: Date;
  readonly executeOn: PlainDate;
  readonly currency: Currency;
  readonly debtor: FileAccount;
  readonly transfers: readonly Transfer[];
};

const NAMESPACE = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09';
const ID_MAX = 35;
const NAME_MAX = 140;
const OTHER_MAX = 34;
const BIC = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;
/** Letters whose plain form is not a letter with marks. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  '&': '+',
};

/** Text in the characters every bank takes (EPC: Latin letters, digits and / - ? : ( ) . , ' +); others become a space. */
export function bankText(text: string, max: number): string {
  const plain = [...text].map((letter) => PLAIN[letter] ?? letter).join('');
  const kept = plain
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ');
  return kept.replace(/ +/g, ' ').trim().slice(0, max).trim();
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
type Part = string | readonly Part[];
const flat = (part: Part): string => (typeof part === 'string' ? part : part.map(flat).join(''));
const tag = (name: string, ...inner: Part[]): string => `<${name}>${flat(inner)}</${name}>`;
const text = (name: string, value: string): string => tag(name, escaped(value));

/**
 * A credit transfer file of ISO 20022, pain.001.001.09: one group, one payment instruction, its transfers. The order of the
 * elements is that of the published message definition; amounts are exact. All transfers leave one account in one currency.
 * What is written is checked before it is given out. A number that looks like an IBAN and whose check digits do not fit is
 * given as the account number it then is.
 */
export function transferFile(file: TransferFile): string {
  assert(file.transfers.length > 0, 'a file holds a transfer');
  const total = file.transfers.reduce((sum, transfer) => sum + transfer.amountMinor, 0n);
  const sums = [text('NbOfTxs', String(file.transfers.length)), text('CtrlSum', minorToDecimal(total, file.currency))];
  const name = nameOf(file.debtor);
  const group = tag(
    'GrpHdr',
    text('MsgId', bankText(file.messageId, ID_MAX)),
    text('CreDtTm', file.madeAt.toISOString().replace(/\.\d{3}Z$/, 'Z')),
    sums,
    tag('InitgPty', text('Nm', name)),
  );
  const instruction = tag(
    'PmtInf',
    text('PmtInfId', bankText(file.messageId, ID_MAX)),
    text('PmtMtd', 'TRF'),
    text('BtchBookg', 'false'),
    sums,
    tag('ReqdExctnDt', text('Dt', file.executeOn)),
    tag('Dbtr', text('Nm', name)),
    tag('DbtrAcct', accountId(file.debtor), text('Ccy', file.currency)),
    tag('DbtrAgt', bankOf(file.debtor) ?? tag('FinInstnId', tag('Othr', text('Id', 'NOTPROVIDED')))),
    text('ChrgBr', 'SLEV'),
    file.transfers.map((transfer) => transferXml(transfer, file.currency)),
  );
  const document = `<Document xmlns="${NAMESPACE}">${tag('CstmrCdtTrfInitn', group, instruction)}</Document>`;
  const written = `<?xml version="1.0" encoding="UTF-8"?>\n${document}\n`;
  const [wrong] = checkTransferFile(written);
  assert(!wrong, `a file for the bank keeps to its definition: ${wrong?.at} ${wrong?.problem}`);
  return written;
}

function transferXml(transfer: Transfer, code: Currency): string {
  const bank = bankOf(transfer.payee);
  const amount = `<InstdAmt Ccy="${code}">${minorToDecimal(transfer.amountMinor, code)}</InstdAmt>`;
  const id = bankText(transfer.endToEndId, ID_MAX);
  const words = bankText(transfer.text, NAME_MAX);
  return tag(
    'CdtTrfTxInf',
    tag('PmtId', text('InstrId', id), text('EndToEndId', id)),
    tag('Amt', amount),
    bank ? tag('CdtrAgt', bank) : '',
    tag('Cdtr', text('Nm', nameOf(transfer.payee))),
    tag('CdtrAcct', accountId(transfer.payee)),
    words === '' ? '' : tag('RmtInf', text('Ustrd', words)),
  );
}

/** A name with no letter a bank takes is the bank's to look up by the account alone. */
const nameOf = (account: FileAccount): string => bankText(account.holder, NAME_MAX) || 'NOTPROVIDED';

const compact = (value: string): string => value.replace(/[\s-]/g, '').toUpperCase();

function accountId(account: FileAccount): string {
  const number = compact(account.number);
  return tag('Id', ibanFits(number) ? text('IBAN', number) : tag('Othr', text('Id', bankText(number, OTHER_MAX))));
}

function bankOf(account: FileAccount): string | null {
  const routing = compact(account.routing);
  if (BIC.test(routing)) return tag('FinInstnId', text('BICFI', routing));
  return routing === '' ? null : tag('FinInstnId', tag('ClrSysMmbId', text('MmbId', routing.slice(0, ID_MAX))));
}
