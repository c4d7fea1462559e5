import { Link } from 'react-router';
import type { HelpSlug } from '../types.ts';
import { HELP_WORDS } from './help-words.ts';

/** Leads to the page that answers the question of the place where it stands. */
export const HelpLink = ({ page, words }: { page: HelpSlug; words?: string }) => (
  <Link className="inline-block min-h-6 text-15" to={`/help/${page}`}>
    {words ?? `Help: ${HELP_WORDS.en.titles[page]}`}
  </Link>
);
