import { formatMoney } from '#app/kernel/format-money.ts';
import { type Sheet, sheetOf } from '#app/modules/documents/rules/sheet.ts';
import { moneyOf, type Voice, voiceOf } from '#app/modules/documents/rules/voice.ts';
import type { DocumentIssuer, DocumentLocale, DocumentMoney } from '#app/modules/documents/types.ts';

/** Some lines of a statement together. */
type Lines = { readonly count: number; readonly sum: DocumentMoney };

/** What proves a statement of our bank, as it stood at a moment. For colleagues and auditors, so in the words of the desk. */
export type BankProofDocument = {
  locale: DocumentLocale;
  issuer: DocumentIssuer;
  currency: string;
  /** The bank's own number of the statement, or the name of its file. */
  statement: string;
  account: { name: string; number: string };
  fromOn: string | null;
  toOn: string | null;
  made: { on: string; at: string; zone: string; by: string };
  verdict: 'reconciled' | 'explained' | 'open' | 'differs';
  opening: DocumentMoney | null;
  closing: DocumentMoney | null;
  /** Opening and all lines; null without an opening. */
  reached: DocumentMoney | null;
  difference: DocumentMoney | null;
  kinds: (Lines & { name: string; posts: string })[];
  explained: Lines;
  waiting: Lines;
  skipped: Lines;
  /** Lines that nobody explained yet, as many as are printed; `waiting` counts all. */
  open: { no: number; bookedOn: string; party: string; text: string; state: string; amount: DocumentMoney }[];
};

type ProofRow = { label: string; count: string; note: string; amount: string; strong: boolean };
export type BankProofView = Sheet & {
  proof: { heading: string; columns: string[]; rows: ProofRow[] };
  open: {
    heading: string;
    columns: string[];
    rows: { no: string; date: string; party: string; text: string; state: string; amount: string }[];
    more: string | null;
  };
};

const VERDICTS: Readonly<Record<BankProofDocument['verdict'], string>> = {
  reconciled: 'Reconciled: every line is explained, and opening plus lines is closing.',
  explained:
    'Every line is explained. The bank gave no opening or no closing balance, so nothing proves that no line is missing.',
  open: 'Not reconciled yet: some lines are not explained.',
  differs: 'Does not add up: opening and lines miss the closing balance. A line may be missing.',
};
const NOT_GIVEN = 'Not given';

/** The proof of a bank statement as a paper. The figures are those of the statement's page; nothing is added up here. */
export function bankProofView(proof: BankProofDocument): BankProofView {
  const voice = voiceOf(proof.locale, proof.currency);
  const { text, whole } = voice;
  const bare = (amount: DocumentMoney | null) =>
    amount === null ? NOT_GIVEN : formatMoney(moneyOf(amount, voice.currency), proof.locale, { style: 'bare' });
  const { made } = proof;
  const party = { addressLines: [], taxNumber: null, accountNumber: proof.account.number };
  const sheet = sheetOf(voice, {
    ...{ issuer: proof.issuer, customer: { name: proof.account.name, ...party } },
    ...{ document: 'Bank reconciliation', number: text(proof.statement), date: made.on, banner: null, taxName: null },
    figure: {
      label: 'Closing balance of the bank',
      amount: proof.closing === null ? NOT_GIVEN : voice.money(proof.closing),
      note: proof.toOn && voice.date(proof.toOn),
    },
    facts: [],
  });
  const row = (label: string, of: Partial<ProofRow>): ProofRow => ({
    ...{ label, count: '', note: '', amount: '', strong: false },
    ...of,
  });
  const some = ({ count, sum }: Lines) => ({ count: String(count), amount: bare(sum) });
  const period = [proof.fromOn, proof.toOn].filter((day) => day !== null);
  const left = proof.waiting.count - proof.open.length;
  return {
    ...sheet,
    customer: { ...sheet.customer, label: 'Account', lines: [whole(proof.account.number)] },
    facts: [
      ...(period.length === 0 ? [] : [{ label: 'Period', value: periodOf(voice, period) }]),
      { label: 'As it stood', value: `${voice.instant(made.at, made.zone)}, ${text(made.by)}` },
      { label: 'Result', value: VERDICTS[proof.verdict] },
    ],
    proof: {
      heading: `From opening to closing, ${proof.currency}`,
      columns: ['', 'In the books', 'Lines', 'Amount'],
      rows: [
        row('Opening balance', { amount: bare(proof.opening), strong: true }),
        ...proof.kinds.map((kind) => row(kind.name, { ...some(kind), note: kind.posts })),
        row('Explained', { ...some(proof.explained), strong: true }),
        row('Not explained yet', some(proof.waiting)),
        ...(proof.skipped.count > 0 ? [row('Came in an earlier file and count there', some(proof.skipped))] : []),
        ...(proof.reached === null ? [] : [row('Opening and lines', { amount: bare(proof.reached), strong: true })]),
        row('Closing balance of the bank', { amount: bare(proof.closing), strong: true }),
        ...(proof.difference === null ? [] : [row('Difference', { amount: bare(proof.difference), strong: true })]),
      ],
    },
    open: {
      heading: proof.waiting.count === 0 ? 'No line waits' : 'Lines not explained yet',
      columns: ['Line', 'Booked', 'What the bank says', 'State', 'Amount'],
      rows: proof.open.map((line) => ({
        ...{ no: String(line.no), date: voice.date(line.bookedOn) },
        // Who is not named is not left blank: what the bank says stands in their place.
        ...{ party: text(line.party || line.text), text: line.party ? text(line.text) : '' },
        ...{ state: line.state, amount: bare(line.amount) },
      })),
      more: left > 0 ? `${left} more stand in the list of open lines.` : null,
    },
  };
}

const periodOf = (voice: Voice, [from, to]: readonly string[]): string =>
  to === undefined || to === from ? voice.date(from!) : voice.range(from!, to);
