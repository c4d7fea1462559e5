import path from 'node:path';
import type { EinvoiceNetwork, NetworkAnswer } from '#app/modules/einvoices/types.ts';
import { config } from '#app/platform/config/config.server.ts';
import { createFileDrop, type FileDrop } from '#app/platform/storage/file-drop.server.ts';

const STEPS = ['accepted', 'rejected', 'cancelled'] as const;
const REFERENCE = /^[0-9a-f-]{36}$/;
const TEXT_MAX = 500;

/**
 * A network that is a folder: files are laid out under the id of their document, which is also the reference, and a
 * program beside it (an access point's own client, or a test) answers with signed notes
 * `{ id, reference, status, reason, at }`.
 */
export function fileDropNetwork(drop: FileDrop): EinvoiceNetwork {
  return {
    name: 'file-drop',
    async send({ documentId, profile, bytes }) {
      const ending = profile === 'factur-x' ? 'pdf' : 'xml';
      const put = await drop.put(`${documentId}.${profile}.${ending}`, bytes);
      return put.ok
        ? { ok: true, reference: documentId }
        : { ok: false, words: 'There is no space left in the folder of the network. Free some and send again.' };
    },
    async answers() {
      const notes = await drop.notes();
      return notes.map((note) => ({ answer: answerOf(note.body), settle: () => drop.settle(note.name) }));
    },
  };
}

/** What a note says, or null where it says nothing that can be noted. */
function answerOf(body: unknown): NetworkAnswer | null {
  if (typeof body !== 'object' || body === null) return null;
  const said = body as Record<string, unknown>;
  const text = (name: string) => (typeof said[name] === 'string' ? said[name].slice(0, TEXT_MAX) : '');
  const step = STEPS.find((one) => one === said.status);
  const happenedAt = new Date(text('at'));
  if (!step || text('id') === '' || !REFERENCE.test(text('reference')) || Number.isNaN(happenedAt.getTime()))
    return null;
  const reason = text('reason') || (step === 'accepted' ? '' : 'The network gave no reason.');
  return { outsideId: text('id'), reference: text('reference'), step, reason, happenedAt };
}

let opened: EinvoiceNetwork | undefined;

/** The network of this installation: a folder beside the data. Its notes are signed with the secret of incoming mail. */
export function einvoiceNetwork(): EinvoiceNetwork {
  const { dataDir, mail } = config();
  opened ??= fileDropNetwork(createFileDrop({ folder: path.join(dataDir, 'einvoices'), secret: mail.webhookSecret }));
  return opened;
}
