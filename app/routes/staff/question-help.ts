import type { HelpSlug } from '#app/modules/help/types.ts';

/** The help page on which a question is best answered before it is asked; most are about what an invoice says. */
const PAGES: Readonly<Record<string, HelpSlug>> = {
  already_paid: 'paying-and-fees',
  wrong_details: 'your-data',
  other: 'asking-and-disputing',
};

export const helpPageOf = (reasonCode: string): HelpSlug => PAGES[reasonCode] ?? 'reading-an-invoice';
