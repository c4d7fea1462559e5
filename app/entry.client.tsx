import { StrictMode, startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { HydratedRouter } from 'react-router/dom';
import { RequestReferenceProvider, referenceInPage, rememberReferences } from '#app/ui/request-reference.tsx';

const reference = referenceInPage();
rememberReferences();

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <RequestReferenceProvider reference={reference}>
        <HydratedRouter />
      </RequestReferenceProvider>
    </StrictMode>,
  );
});
