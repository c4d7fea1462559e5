import { type DelayCause, isDelayCause } from '#app/modules/reports/types.ts';

type CauseWords = { readonly name: string; readonly counts: string };

/** Each cause as staff read it, and which days it takes. */
export const CAUSE_WORDS: Readonly<Record<DelayCause, CauseWords>> = {
  billed_late: {
    name: 'Billed late',
    counts: 'As many days after the due day as the invoice was dated later than its contract’s period allows.',
  },
  delivered_late: {
    name: 'Delivered late',
    counts:
      'As many days after those as the invoice took to be in the customer’s hands; all of them while it never was.',
  },
  disputed: { name: 'Disputed', counts: 'Days on which a part was contested, with the department that had it then.' },
  unapplied: {
    name: 'Unapplied by us',
    counts: 'Days on which money or a credit for it lay here and was not set against it.',
  },
  in_plan: { name: 'In a payment plan', counts: 'Days on which a part was in a plan we agreed to.' },
  promise_broken: {
    name: 'Promise broken',
    counts: 'Days after a promised day on which the promised part had not come, until the next promise.',
  },
  slow: { name: 'Customer slow', counts: 'What is left.' },
};

const capital = (text: string): string => text.replace(/^./, (first) => first.toUpperCase());

/** "Disputed · Shipping"; the department's own name where it is known. */
export function causeName(
  { cause, department }: { readonly cause: string; readonly department: string },
  departments: Readonly<Record<string, string>> = {},
): string {
  const name = isDelayCause(cause) ? CAUSE_WORDS[cause].name : cause;
  return department ? `${name} · ${departments[department] ?? capital(department)}` : name;
}
