/** A home's saved ways to pay: which is the default, adding one at the gateway's page, taking one away. */
import { useState, type ReactNode } from 'react';
import { IconBuildingBank, IconCreditCard } from '@tabler/icons-react';
import type { SavedMethod } from '@communitrak/domain/payments/index.ts';
import { useText } from '../../i18n/Text.tsx';
import { Actions, Button } from '../../kit/Button.tsx';
import { StatusTag } from '../../kit/DeliveryBadge.tsx';
import { EmptyState } from '../../kit/EmptyState.tsx';
import { List } from '../../kit/ListRow.tsx';
import { Notice } from '../../kit/Notice.tsx';
import { Section } from '../../kit/Page.tsx';
import { HomeScreen } from './HomeScreen.tsx';
import { StripeNote } from './Marks.tsx';
import { paymentPaths } from './paths.ts';
import { tailWords } from './payment-words.ts';
import { RemoveSheet } from './RemoveSheet.tsx';
import { useMethodActs, type MethodActs } from './use-method-acts.ts';
import { useOnline, type PayingHome } from './use-paying.ts';

export function MethodsScreen(): ReactNode {
  const t = useText();
  return (
    <HomeScreen title={t('payments.methods')} path={paymentPaths.methods}>
      {(home) => <Methods key={home.view.household} home={home} />}
    </HomeScreen>
  );
}

function Methods({ home }: { readonly home: PayingHome }): ReactNode {
  const t = useText();
  const online = useOnline();
  const acts = useMethodActs(home.view.household);
  const [removing, setRemoving] = useState<SavedMethod>();
  const { methods } = home.payments;
  const why = online ? undefined : t('payments.offline.act');
  return (
    <>
      {online ? null : (
        <Notice title={t('payments.offline.title')}>
          <p>{t('payments.offline.methods')}</p>
        </Notice>
      )}
      {methods.length === 0 ? (
        <EmptyState
          icon={<IconCreditCard />}
          title={t('payments.methods.none')}
          text={t('payments.methods.none.text')}
        />
      ) : (
        <Section text={t('payments.methods.text')} boxed>
          <List label={t('payments.methods')}>
            {methods.map((method) => (
              <MethodLine key={method.id} method={method} acts={acts} why={why} onRemove={setRemoving} />
            ))}
          </List>
        </Section>
      )}
      <Actions>
        <Button kind="primary" busy={acts.busy} why={why} onClick={() => acts.add('card')}>
          {t('payments.methods.card')}
        </Button>
        <Button busy={acts.busy} why={why} onClick={() => acts.add('bank')}>
          {t('payments.methods.bank')}
        </Button>
      </Actions>
      <StripeNote />
      <RemoveSheet
        method={removing}
        home={home}
        busy={acts.busy}
        onRemove={(method) => void acts.remove(method).then(() => setRemoving(undefined))}
        onClose={() => setRemoving(undefined)}
      />
    </>
  );
}

interface LineProps {
  readonly method: SavedMethod;
  readonly acts: MethodActs;
  /** Why nothing can be done now. */
  readonly why: string | undefined;
  readonly onRemove: (method: SavedMethod) => void;
}

function MethodLine({ method, acts, why, onRemove }: LineProps): ReactNode {
  const t = useText();
  const { body } = method;
  const isPending = body.state === 'pending';
  const name = tailWords(body, t);
  return (
    <div className="py-method">
      <span className="py-method-name">
        {body.kind === 'bank' ? <IconBuildingBank aria-hidden /> : <IconCreditCard aria-hidden />}
        <span>
          {name}{' '}
          {body.isDefault ? (
            <StatusTag tone="done" mark="tick">
              {t('payments.methods.default')}
            </StatusTag>
          ) : null}
          {isPending ? (
            <StatusTag tone="needs" mark="half">
              {t('payments.methods.pending')}
            </StatusTag>
          ) : null}
          {isPending ? <span className="ct-soft py-below">{t('payments.methods.pending.text')}</span> : null}
        </span>
      </span>
      <Actions>
        {isPending ? (
          <Button busy={acts.busy} why={why} onClick={acts.portal}>
            {t('payments.methods.confirm')}
          </Button>
        ) : null}
        {isPending || body.isDefault ? null : (
          <Button busy={acts.busy} why={why} onClick={() => acts.makeDefault(method)}>
            {t('payments.methods.makeDefault')}
            <span className="ct-hidden"> {name}</span>
          </Button>
        )}
        <Button busy={acts.busy} why={why} onClick={() => onRemove(method)}>
          {t('payments.methods.remove')}
          <span className="ct-hidden"> {name}</span>
        </Button>
      </Actions>
    </div>
  );
}
