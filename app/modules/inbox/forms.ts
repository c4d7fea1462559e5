export type NamedInSubject = { readonly number: string | null; readonly lineNo: number | null };

/** A prefix in capitals, perhaps a year, and digits: `INV-2026-000123`, `D-2026-000004`, `C-10418`. */
const NUMBER = /(?<![\p{L}\p{N}-])[A-Z]{1,6}-(?:\d{4}-)?\d{3,12}(?![\p{L}\p{N}-])/u;
const LINE = /(?<!\p{L})(?:line|charge|position)\s*(?:no\.?|number|#)?\s*(\d{1,4})(?![\p{L}\p{N}])/iu;

/** The number and the line that a subject seems to name, as a proposal to a person; whether they exist is asked elsewhere. */
export function namedInSubject(subject: string): NamedInSubject {
  const lineNo = Number(LINE.exec(subject)?.[1] ?? 0);
  return { number: NUMBER.exec(subject)?.[0] ?? null, lineNo: lineNo > 0 ? lineNo : null };
}
