import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** A bundled file cannot point at its thread's source, so it is read from the project's folder, where processes start. */
const SOURCE = 'app/platform/pdf/pdf-text-worker.server.ts';
const MILLISECONDS_MAX = 10_000;
const MEMORY_MB_MAX = 192;
const PAGES_MAX = 200;
const TEXT_MAX = 200_000;

/**
 * The text of a PDF from outside, page after page; empty where it holds none (a scan), cannot be read or would take longer
 * or more memory than one file is worth. Never throws for what is in the file: it is read in a thread that ends with it.
 */
export function readPdfText(
  bytes: Uint8Array,
  { millisecondsMax = MILLISECONDS_MAX }: { readonly millisecondsMax?: number } = {},
): Promise<string> {
  return new Promise((resolve) => {
    const worker = new Worker(join(process.cwd(), SOURCE), {
      workerData: { bytes, pagesMax: PAGES_MAX, textMax: TEXT_MAX },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB_MAX, maxYoungGenerationSizeMb: 32 },
      // No flags of the parent reach the thread, and what pdf.js warns about a broken file is nobody's concern.
      ...{ execArgv: [], stdout: true, stderr: true },
    });
    const end = (text: string) => {
      clearTimeout(timer);
      void worker.terminate();
      resolve(text);
    };
    const timer = setTimeout(() => end(''), millisecondsMax);
    worker.on('message', (text: string) => end(text));
    worker.on('error', () => end(''));
    worker.on('exit', () => end(''));
  });
}
