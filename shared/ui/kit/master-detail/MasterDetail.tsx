/**
 * A list and the record that is open: at a desk the list has all the width until one is opened beside it; on a phone the
 * record takes the list's place. The list is told when it is narrow. Escape closes the record. Which one is open stands in the
 * address (use-chosen-record.ts); what is drawn of it is a <RecordFrame>.
 */
import type { ReactNode } from 'react';
import { useKeys } from '../Keys.tsx';
import { Page } from '../Page.tsx';
import { useText } from '../../i18n/Text.tsx';
import { useIsDesk } from '../use-media.ts';
import type { ChosenRecord } from './use-chosen-record.ts';
import './master-detail.css';

interface MasterDetailProps {
  /** The list's, in the member's words. */
  readonly title: string;
  /** What the part beside it is: "Open request". */
  readonly detailLabel: string;
  readonly record: Pick<ChosenRecord, 'id' | 'close'>;
  /** @param narrow there is a record beside it */
  readonly list: (narrow: boolean) => ReactNode;
  /** A <RecordFrame>. */
  readonly detail: ReactNode;
  /** Acts at the list's title. */
  readonly actions?: ReactNode;
}

export function MasterDetail(props: MasterDetailProps): ReactNode {
  const { title, record, detail, actions } = props;
  const desk = useIsDesk();
  useEscape(record);
  if (record.id !== '' && !desk) return detail;
  return (
    <Page title={title} width="table" {...(actions === undefined ? {} : { actions })}>
      <ListBeside {...props} />
    </Page>
  );
}

type BesideProps = Pick<MasterDetailProps, 'record' | 'list' | 'detail' | 'detailLabel'>;

/** The two of them, without a page around: the page is as high as the window, and each scrolls by itself. */
export function ListBeside({ record, list, detail, detailLabel }: BesideProps): ReactNode {
  const open = record.id !== '';
  return (
    <div className="md" data-open={open ? '' : undefined}>
      <div className="md-list tb-fill">{list(open)}</div>
      {open ? (
        <section className="md-detail" aria-label={detailLabel}>
          {detail}
        </section>
      ) : null}
    </div>
  );
}

/** The first Escape leaves the field one writes in, the next the record. */
function useEscape({ id, close }: Pick<ChosenRecord, 'id' | 'close'>): void {
  const t = useText();
  const back = (): void => {
    const field = document.activeElement;
    const writes =
      field instanceof HTMLElement && field.matches('input:not([type="checkbox"]), textarea, select');
    if (writes) field.blur();
    else close();
  };
  useKeys([{ key: 'Escape', label: t('kit.record.close'), run: back }], { enabled: id !== '' });
}
