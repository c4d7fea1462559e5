import type { PlainDate } from '#app/kernel/plain-date.ts';
import type { Language } from '#app/modules/customers/types.ts';

/** The pages there are, in the order of the list; each by its name in the address. */
export const HELP_SLUGS = [
  'reading-an-invoice',
  'payment-terms',
  'paying-and-fees',
  'asking-and-disputing',
  'payment-plans',
  'promises',
  'automatic-payment',
  'statements',
  'people-and-approval',
  'signing-in',
  'your-data',
] as const;
export type HelpSlug = (typeof HELP_SLUGS)[number];

export const isHelpSlug = (text: string): text is HelpSlug => (HELP_SLUGS as readonly string[]).includes(text);

/** A page as it is shown: in the language asked for, or in English where it is not written in that. */
export type HelpPage = {
  readonly slug: HelpSlug;
  readonly language: Language;
  readonly title: string;
  readonly body: string;
};

/** One wording of a page as staff wrote it. */
export type HelpVersion = HelpPage & {
  readonly id: string;
  readonly fromOn: PlainDate;
  readonly reason: string;
  readonly madeByName: string;
  readonly madeAt: Date;
};

/** `dated-back`: it holds from today at the earliest. `nothing-changed`: this is what stands from that day on already. */
export type HelpRefusal =
  | { readonly code: 'dated-back'; readonly firstOn: PlainDate }
  | { readonly code: 'nothing-changed' };
