/**
 * Reporting a problem: one thing after another, kept on the device as it is written, sent when there is a way. This file
 * finds the draft; NewRequestForm edits it.
 */
import { useMemo, type ReactNode } from 'react';
import { myHouseholds, type HouseholdRow } from '@communitrak/replica/queries/people.ts';
import { syncStatus, type SyncStatus } from '@communitrak/replica/status/sync-status.ts';
import { useAt } from '../../app/paths.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { useDraft } from '../../kit/form/use-draft.ts';
import { Page } from '../../kit/Page.tsx';
import { NEW_REQUEST_DRAFT } from './draft-keys.ts';
import { requestPaths } from './paths.ts';
import { NewRequestForm } from './NewRequestForm.tsx';
import { parseDraft } from './request-form.ts';
import './requests.css';

export function NewRequestScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const draft = useDraft(NEW_REQUEST_DRAFT, parseDraft);
  const homes = useQuery(useMemo(() => myHouseholds(replica), [replica]));
  const status = useQuery(useMemo(() => syncStatus(replica), [replica]));
  return (
    <Page
      title={t('requests.new.title')}
      subtitle={t('requests.new.lead', { association: replica.associationName })}
      back={{ to: at(requestPaths.list), label: t('requests.detail.back') }}
      width="text"
    >
      {draft === undefined || homes === undefined || mayStillCome(homes, status) ? (
        <Skeleton rows={5} count={status?.firstSync} />
      ) : (
        <NewRequestForm draft={draft} homes={homes} draftKey={NEW_REQUEST_DRAFT} />
      )}
    </Page>
  );
}

/** A home that is not here yet is no home that is missing: on the very first sync the form waits for it. */
function mayStillCome(homes: readonly HouseholdRow[], status: SyncStatus | undefined): boolean {
  if (homes.length > 0) return false;
  return status === undefined || (status.firstSync !== undefined && status.connection === 'online');
}
