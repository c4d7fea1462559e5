import type { StartStoringRefusal } from '#app/modules/banking/commands/start-bank-storing.server.ts';
import type { UndoImportRefusal } from '#app/modules/banking/commands/undo-bank-import.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';

export const GONE = 'This file is not waiting any more. Look at it again.';

/** Why a file is not imported, at the field at fault. */
export function storeRefusal(refusal: StartStoringRefusal): FormRefusal {
  switch (refusal.code) {
    case 'to-take':
      return formRefusal({
        fieldErrors: { takes: ['Say that you take the file as it is, or ask the bank for it again.'] },
      });
    case 'unknown-account':
      return formRefusal({
        formErrors: [
          refusal.account === ''
            ? 'The file names no account. Choose which of ours it is of.'
            : `Nobody has said that the account ${refusal.account} in ${refusal.currency} is ours. Nothing was imported.`,
        ],
      });
    case 'busy':
      return formRefusal({ formErrors: ['Another file is being imported. Wait a moment and try again.'] });
    case 'changed':
      return formRefusal({
        formErrors: [
          'Other statements were imported or undone since this file was read. Press “Read the file again” first.',
        ],
      });
    case 'not-ready':
      return formRefusal({ formErrors: [GONE] });
  }
}

/** Why an import is not taken back. */
export function undoWords(refusal: UndoImportRefusal): string {
  switch (refusal.code) {
    case 'explained':
      return `${refusal.count === 1 ? 'One line is' : `${refusal.count} lines are`} explained. Undo what explains them first.`;
    case 'needed':
      return `The file ${refusal.fileName} left lines out because they are in this one. Undo that file first.`;
    case 'busy':
      return 'A file is being imported. Wait a moment and try again.';
    case 'gone':
      return GONE;
  }
}
