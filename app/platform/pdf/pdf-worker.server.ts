import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '#app/kernel/assert.ts';
import type { PdfAnswer, PdfRequest, PdfWorkerSettings } from '#app/platform/pdf/pdf-job.ts';
import { createTypstCompiler } from '#app/platform/pdf/typst-compiler.server.ts';

/** The entry of a PDF thread: one request in, one answer out, in order. Started only by pdf-renderer.server.ts. */
assert(parentPort, 'pdf-worker runs as a worker thread');
const port = parentPort;
const compiler = createTypstCompiler(workerData as PdfWorkerSettings);

port.on('message', ({ id, job }: PdfRequest) => {
  try {
    const bytes = compiler.render(job);
    port.postMessage({ kind: 'done', id, bytes } satisfies PdfAnswer, [bytes.buffer as ArrayBuffer]);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    port.postMessage({ kind: 'failed', id, message } satisfies PdfAnswer);
  }
});
port.postMessage({ kind: 'ready' } satisfies PdfAnswer);
