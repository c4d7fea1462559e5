import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { type Actor, SYSTEM } from '#app/modules/audit/types.ts';
import { getDocument } from '#app/modules/documents/queries/get-document.server.ts';
import {
  type EinvoiceStepInput,
  type EinvoiceStepRefusal,
  takeEinvoiceStep,
} from '#app/modules/einvoices/commands/take-einvoice-step.server.ts';
import { newestEinvoice, sentUnder } from '#app/modules/einvoices/queries/list-einvoices.server.ts';
import type { EinvoiceNetwork, EinvoiceProfile } from '#app/modules/einvoices/types.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { log } from '#app/platform/telemetry/log.server.ts';
import { momentFor, type Outside } from './outside.server.ts';
import { readStored } from './render-document.server.ts';

type World = Pick<Outside, 'db' | 'files'>;

/** `network`: the network did not take it; `words` says what to do. Nothing was noted as sent. */
export type SendRefusal =
  | EinvoiceStepRefusal
  | { readonly code: 'not-made' | 'unreadable' }
  | { readonly code: 'network'; readonly words: string };

/**
 * Hands the newest e-invoice of a format to the network and notes it as sent. Called again after a crash in between, the
 * network gets the same file under the same name, and one step is noted.
 */
export async function sendEinvoice(
  world: World,
  network: EinvoiceNetwork,
  actor: Actor,
  of: { readonly invoiceId: string; readonly profile: EinvoiceProfile },
): Promise<Result<{ reference: string }, SendRefusal>> {
  const newest = await newestEinvoice(world.db, of);
  const document = newest && (await getDocument(world.db, { id: newest.documentId }));
  if (!newest || !document) return refuse({ code: 'not-made' });
  if (newest.state !== 'made') return refuse({ code: 'out-of-order' });
  const bytes = await readStored(world, document.sha256);
  if (!bytes.ok) return refuse({ code: 'unreadable' });
  const taken = await network.send({ documentId: document.id, profile: of.profile, bytes: bytes.value });
  if (!taken.ok) return refuse({ code: 'network', words: taken.words });
  const noted = await step(world, actor, {
    ...{ documentId: document.id, step: 'sent', network: network.name, reference: taken.reference, reason: '' },
    outsideId: null,
  });
  return noted.ok ? ok({ reference: taken.reference }) : noted;
}

/** Notes a step a person took here, or the network told of, at this moment unless it says when. */
export async function step(
  world: Pick<Outside, 'db'>,
  actor: Actor,
  input: Omit<EinvoiceStepInput, 'happenedAt'> & { readonly happenedAt?: Date },
): Promise<Result<{ noted: boolean }, EinvoiceStepRefusal>> {
  const moment = await momentFor(world);
  return inTransaction(world.db, (tx) => takeEinvoiceStep(tx, actor, { happenedAt: moment.now, ...input }, moment));
}

/**
 * Job: takes what the network said since. Each answer is noted once and in order; one for a file never sent, or that would
 * move a state back, is put away and logged, because asking again would not change it.
 */
export async function takeEinvoiceAnswers(world: World, network: EinvoiceNetwork): Promise<{ noted: number }> {
  let noted = 0;
  for (const { answer, settle } of await network.answers()) {
    const sent = answer && (await sentUnder(world.db, { network: network.name, reference: answer.reference }));
    if (answer && sent) {
      const done = await step(
        world,
        { ...SYSTEM, name: `Network ${network.name}` },
        {
          ...{ ...answer, documentId: sent.documentId, network: network.name },
        },
      );
      if (done.ok && done.value.noted) noted += 1;
      if (!done.ok)
        log.warn('an answer of an e-invoice network could not be noted', { ...done.refusal, step: answer.step });
    } else log.warn('an answer of an e-invoice network names nothing that was sent');
    await settle();
  }
  return { noted };
}
