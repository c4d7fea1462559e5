import type { ReactNode } from 'react';
import { Form } from 'react-router';
import type { DeliveryTask } from '#app/modules/delivery/queries/delivery-tasks.server.ts';
import { Button } from '#app/ui/button.tsx';
import { Panel } from '#app/ui/panel.tsx';
import type { StepGiven } from './sending-given.ts';
import { Assigned, HandedOver, NotHandedOver, Posted } from './sending-paper-steps.tsx';
import { Accepted, PaidOn, Rejected, Submitted } from './sending-portal-steps.tsx';

type StepFormsProps = StepGiven & { readonly task: DeliveryTask };

/** What can be done with it where it stands; nothing where nothing can. */
export function StepForms(props: StepFormsProps) {
  const { task } = props;
  const forms = formsOf(props);
  const mayTakeBack = ['waiting', 'printed', 'rejected'].includes(task.state);
  if (forms.length === 0 && !mayTakeBack) return null;
  return (
    <Panel title="What to do" pad>
      <div className="staff-stack">
        {forms}
        {mayTakeBack && (
          <Form method="post">
            <Button name="kind" value="withdrawn" variant="quiet" small busy="Taking back…">
              Do not send it
            </Button>
          </Form>
        )}
      </div>
    </Panel>
  );
}

function formsOf({ task, ...rest }: StepFormsProps): ReactNode[] {
  const { channel, state } = task;
  if (channel === 'supplier_portal') {
    if (state === 'waiting' || state === 'rejected') return [<Submitted key="submitted" {...rest} />];
    if (state === 'submitted')
      return [<Accepted key="accepted" />, <Rejected key="rejected" {...rest} />, <PaidOn key="paid" {...rest} />];
    if (state === 'delivered') return [<PaidOn key="paid" {...rest} />, <Rejected key="rejected" {...rest} />];
  }
  if (channel === 'post' && state === 'printed') return [<Posted key="posted" />];
  if (channel === 'hand' && (state === 'waiting' || state === 'printed'))
    return [
      <HandedOver key="handed" {...rest} />,
      <NotHandedOver key="not" {...rest} />,
      <Assigned key="assigned" {...rest} />,
    ];
  return [];
}
