/**
 * Reporting a problem: one thing after another, kept on the device as it is written, sent when there is a way. This file
 * finds the draft; NewRequestForm edits it.
 */
import { useMemo, type ReactNode } from 'react';
import { draft } from '@communitrak/replica/commands/drafts.ts';
import { myHouseholds } from '@communitrak/replica/queries/people.ts';
import { useAt } from '../../app/paths.ts';
import { useReplica } from '../../app/context.ts';
import { useQuery } from '../../app/use-query.ts';
import { useText } from '../../i18n/Text.tsx';
import { Skeleton } from '../../kit/Loading.tsx';
import { Page } from '../../kit/Page.tsx';
import { NEW_REQUEST_DRAFT } from './draft-keys.ts';
import { requestPaths } from './paths.ts';
import { useOpening } from './use-kept.ts';
import { NewRequestForm } from './NewRequestForm.tsx';
import { EMPTY_FORM, isBlank, parseDraft } from './request-form.ts';
import './requests.css';

export function NewRequestScreen(): ReactNode {
  const t = useText();
  const replica = useReplica();
  const at = useAt();
  const kept = useQuery(useMemo(() => draft(replica, NEW_REQUEST_DRAFT), [replica]));
  const homes = useQuery(useMemo(() => myHouseholds(replica), [replica]));
  // The form starts from the draft as it was when the screen opened; later answers are its own writing coming back.
  const start = useOpening(kept);
  const form = start === undefined ? undefined : (parseDraft(start) ?? EMPTY_FORM);
  return (
    <Page
      title={t('requests.new.title')}
      subtitle={t('requests.new.lead', { association: replica.associationName })}
      back={{ to: at(requestPaths.list), label: t('requests.detail.back') }}
      width="text"
    >
      {form === undefined || homes === undefined ? (
        <Skeleton rows={5} />
      ) : (
        <NewRequestForm initial={form} restored={!isBlank(form)} homes={homes} draftKey={NEW_REQUEST_DRAFT} />
      )}
    </Page>
  );
}
