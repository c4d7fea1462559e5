import { parseId } from '#app/kernel/ids.ts';

/** Where a list goes on: the instant in microseconds, as the database keeps it, and the id. A Date would cut it. */
export type TimelineKey = { readonly micros: string; readonly id: string; readonly part: number };

/** Reads `1790000000000000~<id>` or `…~<id>~<part>`; anything else is null, which is page one. */
export function readKey(text: string | null | undefined): TimelineKey | null {
  const [micros = '', given = '', part = '0'] = (text ?? '').split('~');
  const id = parseId(given);
  return id && /^\d{1,16}$/.test(micros) && /^\d{1,3}$/.test(part) ? { micros, id, part: Number(part) } : null;
}
