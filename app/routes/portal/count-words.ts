const SMALL = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

/** Small numbers in words, as a sentence wants them: `three`, `12`. */
export const countWord = (count: number): string => SMALL[count] ?? String(count);

/** `Three invoices`, `One invoice`: the start of a sentence. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  const words = `${countWord(count)} ${count === 1 ? one : many}`;
  return words.charAt(0).toUpperCase() + words.slice(1);
}
