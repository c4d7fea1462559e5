import { Link } from 'react-router';
import { LANGUAGE_NAMES, LANGUAGES, type Language } from '#app/modules/customers/types.ts';
import { HELP_WORDS } from '#app/modules/help/ui/help-words.ts';

/** The same page in another language, each by its own name. */
export function Languages({ here, language }: { here: string; language: Language }) {
  const joined = here.includes('?') ? '&' : '?';
  return (
    <nav aria-label={HELP_WORDS[language].languages} className="mt-10 border-t border-line pt-4">
      <ul className="flex flex-wrap gap-x-5 gap-y-2 text-15">
        {LANGUAGES.map((one) => (
          <li key={one} lang={one} dir="auto">
            {one === language ? (
              <b>{LANGUAGE_NAMES[one]}</b>
            ) : (
              <Link className="inline-block min-h-6" to={`${here}${joined}lang=${one}`}>
                {LANGUAGE_NAMES[one]}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}
