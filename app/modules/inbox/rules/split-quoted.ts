/** How mail programs begin what they quote, a line each, in the languages of our customers. */
const BEGINNINGS: readonly RegExp[] = [
  /^-{2,} ?(original message|ursprüngliche nachricht|message d'origine|mensaje original|forwarded message) ?-{2,}$/i,
  /^_{20,}$/,
  /^on .{6,200}(wrote|a écrit) ?:$/i,
  /^am .{6,200}schrieb.{0,120}:$/i,
  /^le .{6,200}a écrit ?:$/i,
  /^el .{6,200}escribi[oó] ?:$/i,
  /^pada .{6,200}menulis ?:$/i,
  /^在.{4,200}写道[:：]$/,
  /^في .{4,200}كتب.{0,120}:$/,
];
/** Outlook quotes behind a block of headers. */
const HEADER_BLOCK = /^\*?(from|von|de|dari) ?:\*? .+$/i;
const SECOND_HEADER = /^\*?(sent|gesendet|envoyé|enviado|dihantar|date|to|an) ?:\*? .+$/i;
/** A line that a program broke in two still begins a quote. */
const JOINED_MAX = 3;

/**
 * What a sender wrote, and what they quoted below it. A reply that is written between the quoted lines is all theirs: only a
 * quote that goes on to the end is folded.
 */
export function splitQuoted(text: string): { readonly said: string; readonly quoted: string } {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n');
  const at = beginOfQuote(lines);
  if (at === null) return { said: text.trim(), quoted: '' };
  const said = lines.slice(0, at).join('\n').trim();
  // Somebody who only quotes still wrote something: an empty message would say nothing to its reader.
  if (said === '') return { said: text.trim(), quoted: '' };
  return { said, quoted: lines.slice(at).join('\n').trim() };
}

function beginOfQuote(lines: readonly string[]): number | null {
  for (const [index, line] of lines.entries()) {
    const trimmed = line.trim();
    if (trimmed === '') continue;
    if (trimmed.startsWith('>')) {
      if (lines.slice(index).every((rest) => rest.trim() === '' || rest.trim().startsWith('>'))) return index;
      continue;
    }
    if (HEADER_BLOCK.test(trimmed) && lines.slice(index + 1, index + 4).some((next) => SECOND_HEADER.test(next.trim())))
      return index;
    for (let count = 1; count <= JOINED_MAX; count += 1) {
      const joined = lines
        .slice(index, index + count)
        .map((one) => one.trim())
        .join(' ');
      if (joined.length <= 400 && BEGINNINGS.some((one) => one.test(joined)) && onlyQuotesFollow(lines, index + count))
        return index;
    }
  }
  return null;
}

/** After "… wrote:" either everything is marked as quoted, or nothing is (the program marks it otherwise). */
function onlyQuotesFollow(lines: readonly string[], from: number): boolean {
  const rest = lines.slice(from).filter((line) => line.trim() !== '');
  const marked = rest.filter((line) => line.trim().startsWith('>')).length;
  return marked === 0 || marked === rest.length;
}
