import type { DocumentFault } from '#app/modules/documents/types.ts';
import { InstantText } from '#app/ui/date-text.tsx';
import { Note } from '#app/ui/message.tsx';
import { NameText } from './name-text.tsx';

/** Why a document has no file, how often that was tried, and by when it is tried again. */
export function DocumentFaultNote({ fault, zone }: { fault: DocumentFault | null; zone: string }) {
  if (!fault) return null;
  return (
    <Note tone="warn">
      The PDF could not be made: <NameText text={sentenceOf(fault.reason)} /> Tried{' '}
      {fault.tries === 1 ? 'once' : `${fault.tries} times`}, last <InstantText at={fault.failedAt} zone={zone} />; it is
      tried again by <InstantText at={fault.nextTryAt} zone={zone} />. Nothing leaves without its file.
    </Note>
  );
}

const sentenceOf = (reason: string): string => (/[.!?]$/.test(reason) ? reason : `${reason}.`);
