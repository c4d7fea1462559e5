import type { HelpSlug } from '../types.ts';
import { HELP_WORDS } from './help-words.ts';

/** Leads to the page that answers the question of the place below which it stands. */
export const HelpLink = ({ page }: { page: HelpSlug }) => (
  <p className="mt-8">
    <a className="inline-block min-h-6 text-15" href={`/help/${page}`}>
      Help: {HELP_WORDS.en.titles[page]}
    </a>
  </p>
);
