/** Where a process dies: right before a statement is sent, right after its answer, or while the server works on it. */
export type Boundary = {
  name: string;
  process: 'web' | 'worker';
  when: 'before' | 'after' | 'during';
  /** Of the statement it is about. */
  statement: RegExp;
  /** A statement that the same transaction must have sent before; for boundaries at its end. */
  within?: RegExp;
  /** A value the statement must carry. */
  value?: string;
};

const PAYMENT = /receive_payments\(/;
const INVOICE = /issue_documents\(/;

/** Every place at which a command or a job could be cut in two, by the statements it sends. */
export const BOUNDARIES: readonly Boundary[] = [
  { name: 'after begin', process: 'web', when: 'after', statement: /^begin/i },
  { name: 'after the lock of the customer', process: 'web', when: 'after', statement: /for no key update/i },
  { name: 'after the entries of a payment', process: 'web', when: 'after', statement: PAYMENT },
  { name: 'after the entries of an invoice', process: 'web', when: 'after', statement: INVOICE },
  { name: 'while applications are checked', process: 'web', when: 'during', statement: /apply_items\(/ },
  { name: 'after the applications', process: 'web', when: 'after', statement: /apply_items\(/ },
  { name: 'before the commit of a payment', process: 'web', when: 'before', statement: /^commit/i, within: PAYMENT },
  { name: 'while an invoice commits', process: 'web', when: 'during', statement: /^commit/i, within: INVOICE },
  {
    name: 'after the commit, before the answer',
    process: 'web',
    when: 'after',
    statement: /^commit/i,
    within: PAYMENT,
  },
  { name: 'PDF stored, not noted', process: 'worker', when: 'before', statement: /into "documents"/i },
  {
    ...{ name: 'PDF noted, mail not ordered', process: 'worker', when: 'after' },
    ...{ statement: /^commit/i, within: /into "documents"/i },
  },
  {
    ...{ name: 'mail handed over, not noted', process: 'worker', when: 'before' },
    ...{ statement: /update "messages"/i, value: 'sent' },
  },
  {
    ...{ name: 'mail noted, job not done', process: 'worker', when: 'after' },
    ...{ statement: /^commit/i, within: /update "messages" set "state"/i },
  },
  { name: 'while a batch is sealed', process: 'worker', when: 'during', statement: /seal_now\(\)/ },
  { name: 'batch sealed, head not kept', process: 'worker', when: 'after', statement: /seal_now\(\)/ },
];
