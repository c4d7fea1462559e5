import type { BankEntry } from '../types.ts';

type Words = Pick<BankEntry, 'text' | 'partyName' | 'partyAccount' | 'payerRef' | 'creditorRef' | 'returnReason'>;

const NO_REFERENCE = /^(NONREF|NOREF|EREF)?$/;

/**
 * What a bank says about an entry in :86: (or :NS:), in one of the three ways it is done: numbered parts (`?20…`, `>20…`, the
 * first three digits name the kind), words between slashes (`/NAME/…/REMI/…`), or plain text. `behind` are the lines under the
 * entry itself, `reference` its own reference.
 */
export function wordsOfDetails(details: readonly string[], behind: readonly string[], reference: string): Words {
  const payerRef = NO_REFERENCE.test(reference) ? '' : reference;
  const bare: Words = { text: '', partyName: '', partyAccount: '', payerRef, creditorRef: '', returnReason: '' };
  const mark = /^\d{3}([?>])\d\d/.exec(details[0] ?? '')?.[1];
  if (mark) return numbered(details.join(''), mark, bare);
  const joined = details.map((line) => line.trim()).join('\n');
  if (/^\/[A-Z]{3,5}\//.test(joined)) return slashed(details.join('').trim(), bare);
  const text = [joined, ...(joined === '' ? behind : [])]
    .filter((line) => line !== '')
    .join('\n')
    .trim();
  return { ...bare, text };
}

/** German practice (DFÜ agreement, appendix 3): 20–29 and 60–63 purpose, 31 account, 32–33 name, 34 reason of a return. */
function numbered(text: string, mark: string, bare: Words): Words {
  const fields = new Map<string, string>();
  for (const part of text.slice(3).split(mark).slice(1))
    fields.set(part.slice(0, 2), (fields.get(part.slice(0, 2)) ?? '') + part.slice(2));
  const of = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => fields.get(String(from + index)) ?? '').join('');
  const purpose = of(20, 29) + of(60, 63);
  const tagged = sepaTags(purpose);
  return {
    ...bare,
    text: (tagged.get('SVWZ') ?? purpose).trim() || (fields.get('00') ?? '').trim(),
    partyName: of(32, 33).trim(),
    partyAccount: (fields.get('31') ?? '').trim(),
    payerRef: (tagged.get('EREF') ?? bare.payerRef).trim(),
    returnReason: /^(9[0-3]\d)$/.test(fields.get('34') ?? '') ? fields.get('34')! : '',
  };
}

/** `EREF+…SVWZ+…`: what each of the names holds, up to the next. */
function sepaTags(text: string): Map<string, string> {
  const found = [...text.matchAll(/(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+/g)];
  return new Map(
    found.map((match, index) => [
      match[1]!,
      text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length),
    ]),
  );
}

/** Dutch practice: /EREF/…/BENM//NAME/…/REMI/…; a word is a name only where banks use it as one. */
function slashed(text: string, bare: Words): Words {
  const found = [
    ...text.matchAll(
      /\/(EREF|NAME|IBAN|BIC|REMI|MARF|CSID|ORDP|BENM|ISDT|RTRN|TRTP|PURP|ADDR|SVCL|ULTC|ULTD|CDTRREF|CDTRREFTP|STRD|USTD)\//g,
    ),
  ];
  const value = (name: string): string => {
    const index = found.findIndex((match) => match[1] === name);
    const match = found[index];
    return match ? text.slice(match.index + match[0].length, found[index + 1]?.index ?? text.length).trim() : '';
  };
  return {
    text: value('USTD') || value('REMI') || text,
    partyName: value('NAME'),
    partyAccount: value('IBAN'),
    payerRef: value('EREF') || bare.payerRef,
    creditorRef: value('CDTRREF'),
    returnReason: value('RTRN'),
  };
}
