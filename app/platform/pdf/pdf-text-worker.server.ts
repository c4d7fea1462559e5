import { parentPort, workerData } from 'node:worker_threads';
import { getDocumentProxy } from 'unpdf';

/** A thread of its own for one file from outside: what it costs, and what a hostile one breaks, ends with it. */
const { bytes, pagesMax, textMax } = workerData as { bytes: Uint8Array; pagesMax: number; textMax: number };

const pdf = await getDocumentProxy(bytes);
let text = '';
for (let number = 1; number <= Math.min(pdf.numPages, pagesMax) && text.length < textMax; number += 1) {
  const page = await pdf.getPage(number);
  const { items } = await page.getTextContent();
  for (const item of items) if ('str' in item) text += item.hasEOL ? `${item.str}\n` : item.str;
  text += '\n';
  page.cleanup();
}
parentPort?.postMessage(text.slice(0, textMax));
