import { refuse } from '#app/kernel/result.ts';
import type { FileStore } from '#app/platform/storage/file-store.server.ts';

/** A store without a file in it, for documents of a company without a logo. Takes none either. */
export const NO_FILES: FileStore = {
  put: () => Promise.resolve(refuse('disk-full')),
  get: () => Promise.resolve(refuse('missing')),
};
