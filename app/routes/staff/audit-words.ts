import { formatDate } from '#app/kernel/format-date.ts';
import { parsePlainDate } from '#app/kernel/plain-date.ts';

type Fields = Readonly<Record<string, unknown>>;

/** A code such as `balance_forward` as one would write it; names, numbers and sentences stay as they are. */
const codeWords = (text: string): string =>
  /^[a-z][a-z0-9]*(?:_[a-z0-9]+)+$/.test(text) ? text.replaceAll('_', ' ') : text;

/** `sends_empty` and `sendsEmpty` alike. */
const fieldWords = (name: string): string =>
  codeWords(name.replaceAll(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

function valueWords(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'nothing';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length > 0 ? value.map(valueWords).join(', ') : 'nothing';
  if (typeof value === 'object') return Object.values(value).map(valueWords).join(', ');
  const date = parsePlainDate(String(value));
  return date.ok ? formatDate(date.value, 'en-GB') : codeWords(String(value));
}

/** Before → after for each field that changed: what stayed as it was is no news. */
export function changeWords({ before, after }: { before?: Fields | null; after?: Fields | null }): string {
  return Object.keys(before ?? {})
    .filter((name) => after && name in after)
    .map((name) => ({ name, was: valueWords(before?.[name]), is: valueWords(after?.[name]) }))
    .filter(({ was, is }) => was !== is)
    .map(({ name, was, is }) => `${fieldWords(name)}: ${was} → ${is}`)
    .join('; ');
}

/** Why, as a person wrote it; a reason chosen from a list is kept as its code and read in words. */
export const reasonWords = (reason: string | null | undefined): string => (reason ? codeWords(reason) : '');
