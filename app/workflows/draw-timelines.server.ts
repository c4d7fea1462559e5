import { ok } from '#app/kernel/result.ts';
import { gatherTimeline } from '#app/modules/activity/commands/gather-timeline.server.ts';
import { endOfFiles, keepFileText } from '#app/modules/activity/commands/keep-file-text.server.ts';
import { filesToRead } from '#app/modules/activity/queries/files-to-read.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { readPdfText } from '#app/platform/pdf/read-pdf-text.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { readDocument } from './produce-document.server.ts';

/** A chunk is one transaction; a pass is so many, so that the first one over old books leaves room for other work. */
const CHUNK_ROWS = 2_000;
const CHUNKS_MAX = 20;
/** Files read in one pass: each may take seconds. */
const FILES_MAX = 20;

type World = Pick<Outside, 'db' | 'files'>;

/**
 * Job, every minute: draws what happened onto the timelines, then reads the files that came with it. What is not drawn yet is
 * read where it lies, so nothing waits for it but the search.
 */
export async function drawTimelines(outside: World): Promise<void> {
  const moment = await momentFor(outside);
  for (let chunk = 0; chunk < CHUNKS_MAX; chunk += 1) {
    const drawn = await inTransaction(outside.db, async (tx) =>
      ok(await gatherTimeline(tx, { rowsMax: CHUNK_ROWS }, moment)),
    );
    if (!drawn.ok || !drawn.value.more) break;
  }
  await readFiles(outside);
}

async function readFiles(outside: World): Promise<void> {
  const { files, upto } = await filesToRead(outside.db, { limit: FILES_MAX });
  for (const file of files) {
    const bytes = file.mediaType === 'application/pdf' ? await readDocument(outside, file) : null;
    // A file that is damaged is found by its name alone; who opens it is told.
    const text = bytes?.ok ? await readPdfText(bytes.value) : '';
    await inTransaction(outside.db, async (tx) => ok(await keepFileText(tx, { ...file, text })));
  }
  if (files.length < FILES_MAX) await inTransaction(outside.db, async (tx) => ok(await endOfFiles(tx, upto)));
}
