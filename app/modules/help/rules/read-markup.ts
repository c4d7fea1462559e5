/** A run of text: plain, bold, or a link that is ours, https or mail. */
export type Run =
  | { readonly kind: 'text' | 'bold'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly href: string };
export type Block =
  | { readonly kind: 'heading' | 'paragraph'; readonly runs: readonly Run[] }
  | { readonly kind: 'list' | 'steps'; readonly items: readonly (readonly Run[])[] };

/**
 * Reads the small markup of help pages: `## heading`, lists of `- ` or `1. `, paragraphs between empty lines, `**bold**` and
 * `[words](address)`. Anything else is text, tags included: what comes out holds no HTML, and a link that is not to a page of
 * ours, to https or to a mail address stays words.
 */
export function readMarkup(text: string): Block[] {
  const chunks = text.replaceAll('\r\n', '\n').split(/\n\s*\n/);
  return chunks.flatMap((chunk) =>
    readChunk(
      chunk
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  );
}

const ITEM = { list: /^[-*] +/, steps: /^\d{1,3}\. +/ } as const;

function readChunk(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let words: string[] = [];
  const endParagraph = () => {
    if (words.length > 0) blocks.push({ kind: 'paragraph', runs: readRuns(words.join(' ')) });
    words = [];
  };
  for (const line of lines) {
    const kind = (['list', 'steps'] as const).find((one) => ITEM[one].test(line));
    const last = blocks.at(-1);
    if (line.startsWith('## ')) {
      endParagraph();
      blocks.push({ kind: 'heading', runs: readRuns(line.slice(3)) });
    } else if (kind) {
      endParagraph();
      const item = readRuns(line.replace(ITEM[kind], ''));
      if (last?.kind === kind && words.length === 0) blocks.splice(-1, 1, { kind, items: [...last.items, item] });
      else blocks.push({ kind, items: [item] });
    } else words.push(line);
  }
  endParagraph();
  return blocks;
}

const RUN = /\*\*([^*]+)\*\*|\[([^\][]+)\]\(([^()\s]+)\)/g;

function readRuns(text: string): Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (const found of text.matchAll(RUN)) {
    const [whole, bold, words, href] = found;
    if (found.index > from) runs.push({ kind: 'text', text: text.slice(from, found.index) });
    from = found.index + whole.length;
    if (bold !== undefined) runs.push({ kind: 'bold', text: bold });
    else if (isSafe(href ?? '')) runs.push({ kind: 'link', text: words ?? '', href: href ?? '' });
    else runs.push({ kind: 'text', text: words ?? '' });
  }
  if (from < text.length) runs.push({ kind: 'text', text: text.slice(from) });
  return runs;
}

/** A page of ours (never `//elsewhere`), https, or a mail address. */
const isSafe = (href: string): boolean =>
  /^\/(?![/\\])[^\\]*$/.test(href) || /^https:\/\/[^\s\\]+$/.test(href) || /^mailto:[^\s\\]+@[^\s\\]+$/.test(href);

/** The text alone, for searching. */
export const plainText = (text: string): string =>
  readMarkup(text)
    .flatMap((block) => ('runs' in block ? [block.runs] : block.items))
    .map((runs) => runs.map((run) => run.text).join(''))
    .join('\n');
