import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { type PdfAnswer, PdfError, type PdfJob, type PdfWorkerSettings } from '#app/platform/pdf/pdf-job.ts';

export type PdfRendererOptions = {
  /** The folder of package.json. The thread's source is read from it, because a bundled file cannot point at it. */
  projectRoot: string;
  /** Folder of the Typst templates, from the project root. */
  templates: string;
  /** Threads; each holds about 85 MB and fills one core while it works. */
  workers: number;
  /** How many documents may wait before `render` answers `queue-full`. */
  queueMax?: number;
  /** The longest one document may take, waiting not counted. */
  renderMsMax?: number;
  /** npm packages that carry the TrueType files, with weights 400 and 600. */
  fontPackages?: string[];
};

export type PdfRenderer = {
  /** Renders one document. Rejects with PdfError, whose `code` says what to do. */
  render(job: PdfJob): Promise<Uint8Array>;
  /** Resolves when every thread has loaded its fonts. */
  ready(): Promise<void>;
  /** Ends the threads. Documents that wait or are under way are rejected with `closed`. */
  close(): Promise<void>;
};

type Waiting = { job: PdfJob; resolve: (bytes: Uint8Array) => void; reject: (error: PdfError) => void };
type Thread = { worker: Worker; current: (Waiting & { id: number; timer: NodeJS.Timeout }) | null; isReady: boolean };

const WORKER_SOURCE = 'app/platform/pdf/pdf-worker.server.ts';
const FONT_PACKAGES = [
  '@expo-google-fonts/noto-sans',
  '@expo-google-fonts/noto-sans-arabic',
  '@expo-google-fonts/noto-sans-malayalam',
  '@expo-google-fonts/noto-sans-devanagari',
  '@expo-google-fonts/noto-sans-sc',
];
const FONT_WEIGHTS = ['400Regular', '600SemiBold'];
const QUEUE_MAX = 500;
const RENDER_MS_MAX = 20_000;

/** A pool of Typst threads. Documents start in the order asked for; a thread that dies or overruns is replaced. */
export function createPdfRenderer(options: PdfRendererOptions): PdfRenderer {
  return new Pool(options);
}

class Pool implements PdfRenderer {
  readonly #settings: PdfWorkerSettings;
  readonly #source: string;
  readonly #queueMax: number;
  readonly #renderMsMax: number;
  readonly #threads = new Set<Thread>();
  readonly #queue: Waiting[] = [];
  #nextId = 1;
  #closed = false;
  #readyWaiters: { resolve: () => void; reject: (error: PdfError) => void }[] = [];

  constructor(options: PdfRendererOptions) {
    const { projectRoot, templates } = options;
    this.#settings = {
      templates: join(projectRoot, templates),
      fontFolders: fontFolders(projectRoot, options.fontPackages ?? FONT_PACKAGES),
    };
    this.#source = join(projectRoot, WORKER_SOURCE);
    this.#queueMax = options.queueMax ?? QUEUE_MAX;
    this.#renderMsMax = options.renderMsMax ?? RENDER_MS_MAX;
    for (let index = 0; index < options.workers; index += 1) this.#startThread();
  }

  render(job: PdfJob): Promise<Uint8Array> {
    if (this.#closed) return Promise.reject(new PdfError('closed', 'The PDF renderer is closed.'));
    if (this.#queue.length >= this.#queueMax) {
      return Promise.reject(new PdfError('queue-full', `${this.#queue.length} documents wait already. Try later.`));
    }
    return new Promise((resolve, reject) => {
      this.#queue.push({ job, resolve, reject });
      this.#next();
    });
  }

  ready(): Promise<void> {
    if ([...this.#threads].every((thread) => thread.isReady)) return Promise.resolve();
    return new Promise((resolve, reject) => this.#readyWaiters.push({ resolve, reject }));
  }

  async close(): Promise<void> {
    this.#closed = true;
    const error = new PdfError('closed', 'The PDF renderer was closed before this document was done.');
    for (const waiting of this.#queue.splice(0)) waiting.reject(error);
    for (const waiter of this.#readyWaiters.splice(0)) waiter.reject(error);
    const threads = [...this.#threads];
    for (const thread of threads) this.#settle(thread)?.reject(error);
    this.#threads.clear();
    await Promise.all(threads.map(({ worker }) => worker.terminate()));
  }

  #startThread(): void {
    // No flags of the parent (loaders of a test runner, inspectors) reach the thread: it is plain Node on plain source.
    const worker = new Worker(this.#source, { workerData: this.#settings, execArgv: [] });
    const thread: Thread = { worker, current: null, isReady: false };
    this.#threads.add(thread);
    worker.on('message', (answer: PdfAnswer) => this.#answered(thread, answer));
    worker.on('error', (error) => this.#lost(thread, new PdfError('crashed', `A PDF thread ended: ${error.message}`)));
    worker.on('exit', (code) => this.#lost(thread, new PdfError('crashed', `A PDF thread ended with code ${code}.`)));
  }

  #answered(thread: Thread, answer: PdfAnswer): void {
    if (answer.kind === 'ready') {
      thread.isReady = true;
      thread.worker.unref();
      if ([...this.#threads].every(({ isReady }) => isReady)) {
        for (const waiter of this.#readyWaiters.splice(0)) waiter.resolve();
      }
    } else if (thread.current?.id === answer.id) {
      const waiting = this.#settle(thread);
      if (answer.kind === 'done') waiting?.resolve(answer.bytes);
      else waiting?.reject(new PdfError('template', answer.message));
    }
    this.#next();
  }

  /** Takes the document off the thread and stops its clock. */
  #settle(thread: Thread): Waiting | null {
    const { current } = thread;
    if (!current) return null;
    clearTimeout(current.timer);
    thread.current = null;
    thread.worker.unref();
    return current;
  }

  #lost(thread: Thread, error: PdfError): void {
    if (!this.#threads.delete(thread)) return;
    this.#settle(thread)?.reject(error);
    if (thread.isReady) {
      this.#startThread();
      this.#next();
    } else if (this.#threads.size === 0) {
      // A thread that cannot even start will not start next time either: say so instead of trying for ever.
      this.#closed = true;
      for (const waiting of this.#queue.splice(0)) waiting.reject(error);
      for (const waiter of this.#readyWaiters.splice(0)) waiter.reject(error);
    }
  }

  #next(): void {
    for (const thread of this.#threads) {
      if (!thread.isReady || thread.current) continue;
      const waiting = this.#queue.shift();
      if (!waiting) return;
      this.#begin(thread, waiting);
    }
  }

  #begin(thread: Thread, waiting: Waiting): void {
    const id = this.#nextId++;
    const timer = setTimeout(() => this.#overrun(thread), this.#renderMsMax);
    thread.current = { ...waiting, id, timer };
    // A document under way keeps the process alive; an idle thread does not.
    thread.worker.ref();
    try {
      thread.worker.postMessage({ id, job: waiting.job });
    } catch (error) {
      this.#settle(thread)?.reject(new PdfError('template', `The data is no plain JSON: ${String(error)}`));
      this.#next();
    }
  }

  /** Native code cannot be interrupted: the thread is given up, ends when Typst returns, and another takes its place. */
  #overrun(thread: Thread): void {
    this.#lost(thread, new PdfError('too-slow', `The document took longer than ${this.#renderMsMax} ms.`));
    void thread.worker.terminate();
  }
}

function fontFolders(projectRoot: string, packages: string[]): string[] {
  const { resolve } = createRequire(join(projectRoot, 'package.json'));
  return packages.flatMap((name) => {
    const folder = dirname(resolve(`${name}/package.json`));
    return FONT_WEIGHTS.map((weight) => join(folder, weight));
  });
}
