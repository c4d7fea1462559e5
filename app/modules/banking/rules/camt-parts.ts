import type { Currency } from '#app/kernel/money.ts';
import type { XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { BankEntry, BankFileProblem } from '../types.ts';
import { all, at, below, textAt } from './camt-paths.ts';
import { readBankAmount } from './read-amount.ts';

export type Say = (
  where: XmlElement,
  weight: BankFileProblem['weight'],
  code: BankFileProblem['code'],
  sentence: string,
) => void;

type Whole = Pick<BankEntry, 'line' | 'bookedOn' | 'valueOn' | 'amountMinor' | 'isReversal' | 'bankRef'>;
type Context = { currency: Currency; say: Say; lineAt: (offset: number) => number };

/** One movement of the statement as the payments it is made of; as itself where the bank names one, or none that add up. */
export function partsOf(entry: XmlElement, whole: Whole, { currency, say, lineAt }: Context): BankEntry[] {
  const kind = kindOf(entry);
  const details = all(entry, 'NtryDtls').flatMap((group) => all(group, 'TxDtls'));
  const alone = details.length === 1 ? details[0]! : null;
  if (details.length <= 1) return [{ ...whole, ...wordsOf(alone ?? entry, entry), kind, part: null }];
  const amounts = details.map((detail) => amountOf(detail, currency));
  const size = whole.amountMinor < 0n ? -whole.amountMinor : whole.amountMinor;
  const known = amounts.filter((amount) => amount !== null);
  if (known.length < amounts.length || known.reduce((sum, amount) => sum + amount, 0n) !== size) {
    say(
      entry,
      'flag',
      'batch',
      `The ${details.length} payments of this entry do not add up to it in ${currency}. It was kept as one sum.`,
    );
    return [{ ...whole, ...wordsOf(entry, entry), kind, part: null }];
  }
  return details.map((detail, index) => ({
    ...whole,
    ...wordsOf(detail, entry),
    line: lineAt(detail.at),
    amountMinor: whole.amountMinor < 0n ? -known[index]! : known[index]!,
    bankRef: textAt(detail, 'Refs/AcctSvcrRef') || whole.bankRef,
    kind: kindOf(detail) || kind,
    part: { no: index + 1, of: details.length },
  }));
}

/** What of a payment moved the account: its own amount from version 04 on, before that under its details. */
function amountOf(detail: XmlElement, currency: Currency): bigint | null {
  const found = [at(detail, 'Amt'), at(detail, 'AmtDtls/TxAmt/Amt')].find(
    (amount) => amount?.attributes.get('Ccy') === currency,
  );
  const read = found ? readBankAmount(found.text, currency) : null;
  return read?.ok && read.value >= 0n ? read.value : null;
}

function kindOf(element: XmlElement): string {
  const domain = at(element, 'BkTxCd/Domn');
  if (!domain) return textAt(element, 'BkTxCd/Prtry/Cd');
  return [textAt(domain, 'Cd'), textAt(domain, 'Fmly/Cd'), textAt(domain, 'Fmly/SubFmlyCd')].join('/');
}

type Words = Pick<BankEntry, 'returnReason' | 'payerRef' | 'creditorRef' | 'text' | 'partyName' | 'partyAccount'>;

/** NOTPROVIDED is what the standard has a bank write where the payer named nothing. */
const stated = (text: string): string => (text === 'NOTPROVIDED' ? '' : text);

function wordsOf(detail: XmlElement, entry: XmlElement): Words {
  // The other side: who paid us, or whom we paid.
  const isCredit = textAt(entry, 'CdtDbtInd') === 'CRDT';
  const [party, account] = isCredit ? ['Dbtr', 'DbtrAcct'] : ['Cdtr', 'CdtrAcct'];
  const parties = at(detail, 'RltdPties');
  const name = (of: string) => (parties ? textAt(parties, `${of}/Pty/Nm`) || textAt(parties, `${of}/Nm`) : '');
  const remittance = at(detail, 'RmtInf');
  const free = remittance
    ? [...all(remittance, 'Ustrd'), ...below(remittance, 'AddtlRmtInf')].map(({ text }) => text.trim())
    : [];
  const additional = [textAt(detail, 'AddtlTxInf'), textAt(entry, 'AddtlNtryInf')].find((text) => text !== '') ?? '';
  return {
    returnReason: textAt(detail, 'RtrInf/Rsn/Cd') || textAt(detail, 'RtrInf/Rsn/Prtry'),
    payerRef: stated(textAt(detail, 'Refs/EndToEndId')),
    creditorRef: remittance
      ? (below(remittance, 'CdtrRefInf')
          .map((info) => textAt(info, 'Ref'))
          .find((ref) => ref !== '') ?? '')
      : '',
    text: free.length > 0 ? free.join('\n') : additional,
    partyName: name(party) || name(isCredit ? 'UltmtDbtr' : 'UltmtCdtr'),
    partyAccount: parties ? textAt(parties, `${account}/Id/IBAN`) || textAt(parties, `${account}/Id/Othr/Id`) : '',
  };
}
